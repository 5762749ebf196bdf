### Closeness, and hard days.

closeness-title = Closeness
closeness-about = Thanks, support, ideas for two, and touch at your pace
closeness-lead = Small kindnesses, and asking for what would help.
closeness-alone-title = Closeness needs two
closeness-alone-words = Thanks and support start once you are linked.
appreciation-title = Say thanks for something small
appreciation-label = Something I noticed
appreciation-hint = “You left the light on for me.”
appreciation-give = Put it in the jar
appreciation-keep = Save changes
appreciations-all = Everything in the thank-you jar
jar-title = Thank-you jar
jar-words = For days when the good is hard to remember.
jar-draw = Take a thank-you out
support-title = Ask for support
support-kind = What would help
support-listening = Listening
support-comfort = Comfort
support-help = Practical help
support-reassurance = Reassurance
support-space = Some space
support-words = More words
support-words-hint = If you like
support-ask = Ask { $partner }
support-you-asked = You asked
support-asks = { $partner } asks
support-back = I no longer need this
support-when = When can you?
support-now = Now
support-at = At another time
support-not-now = I can’t right now, but …
support-not-now-about = Say what you can do instead
support-day = On which day
support-time = At what time
support-answer = Your words
support-send = Send this answer
support-note = “Not now” is an answer too.

setback-gone = This hard day is no longer here. It may have been on a device that was removed.
hard-title = Hard days
hard-about = What to do when it comes back
hard-lead = Hard days are part of this. Nothing you have built is lost.
hard-alone-words = On a calm day, write down what helps you, and what you would do first.
danger-title = I am afraid, or I don’t feel free
setback-record = Share a hard day
setback-new-title = A hard day
setback-page-title = A hard day
setback-lead = A word is enough. It stands in the story, and resets nothing.
setback-kind = What it is
setback-hard-day = A hard day, or a reminder
setback-missed = A missed promise
setback-told = Something new that I told
setback-found = Something new that I found out
setback-relapse = A relapse
setback-day = On which day
setback-words = In your words
setback-words-hint = If you like
setback-add-label = Add a few words
setback-add-hint = What you saw, what you felt, or just that you are there
setback-add = Share these words
setbacks-title = Earlier hard days
plan-mine = Your plan for hard days
plan-theirs = { $partner }’s plan for hard days
plan-write-title = Make your plan in a calm hour
plan-write-words = Your partner can read it, so neither of you has to guess.
plan-write = Save my plan
plan-helps = What helps me
plan-worse = What makes it worse
plan-first = What we do first
path-title = What could come next
path-note = At the pace of the one who was hurt. Each step can be left out.
path-hard-day-1 = Stop for now. Drink some water, look out of a window.
path-hard-day-2 = Read the plan below. What stands in it is a wish, and either of you may say no.
path-hard-day-3 = Later, and only if you both want to, say what brought it back.
path-missed-1 = Say that it was missed, in the promise itself, without reasons.
path-missed-2 = Ask what it was like for them, and listen.
path-missed-3 = Offer a smaller promise, or end this one.
path-told-1 = Thank you for telling it. It need not be talked through today.
path-told-2 = Park the questions that come, with how much you want to know.
path-told-3 = Choose a time for a first talk, or someone to be there with you.
path-found-1 = Nothing has to be decided today. Be with someone who is good to you.
path-found-2 = Park the questions that come, with how much you want to know.
path-found-3 = The one who kept it back can take responsibility, when you are ready to hear it.
path-relapse-1 = See that everyone is all right, and call the help that you agreed on.
path-relapse-2 = Say when it happened, without details and without reasons.
path-relapse-3 = Look at the promises together: which one was too large?

strand-closeness = Closeness
strand-setbacks = Hard days

story-appreciation = { $by ->
    [me] You put a thank-you in the jar.
   *[other] { $name } put a thank-you in the jar.
}
story-appreciation-again = { $by ->
    [me] You changed the wording of a thank-you.
   *[other] { $name } changed the wording of a thank-you.
}
story-support-asked = { $by ->
    [me] You asked for support.
   *[other] { $name } asked for support.
}
story-support-answered = { $by ->
    [me] You said what you can do.
   *[other] { $name } said what they can do.
}
story-support-back = { $by ->
    [me] You no longer needed it.
   *[other] { $name } no longer needed it.
}
story-setback = { $by ->
    [me] You shared a hard day.
   *[other] { $name } shared a hard day.
}
story-setback-missed = { $by ->
    [me] You wrote down a missed promise.
   *[other] { $name } wrote down a missed promise.
}
story-setback-told = { $by ->
    [me] You told something new.
   *[other] { $name } told something new. It may be hard to read, and it can wait.
}
story-setback-found = { $by ->
    [me] You wrote down something new that you found.
   *[other] { $name } wrote down something new that they found. It can wait.
}
story-setback-relapse = { $by ->
    [me] You wrote down a relapse.
   *[other] { $name } wrote down a relapse. It can wait.
}
story-setback-words = { $by ->
    [me] You added a few words.
   *[other] { $name } added a few words.
}
story-plan = { $by ->
    [me] You made a plan for hard days.
   *[other] { $name } made a plan for hard days.
}

step-answer-support = Answer a request for support
because-asked = It was asked on { $date }. “Not now” is an answer too.

problem-appreciation = Write what you noticed.
