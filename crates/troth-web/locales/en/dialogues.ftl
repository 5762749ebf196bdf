### Talks: asking for one, each stage of the two ways, pauses, repair phrases, a talk side by side.

talks-title = Guided talks
talks-about = One speaks, one listens, then you swap
talks-lead = One of you speaks. The other says back what they heard. Then you swap. At once, or over days.
talks-alone-title = A talk needs two
talks-alone-words = Once you are linked you can talk here, each on your own phone or side by side.
talks-none = No talks yet. There is no hurry.
talks-open = Going on
talks-over = Past talks
talk-ask = Ask for a talk
talk-side = Talk side by side
talk-title = A talk
talk-gone = This talk is no longer here.
talk-without-topic = A talk

talk-new-title = Ask for a talk
talk-new-lead = { $partner } can say “yes” or “not yet”. Either of you can pause or stop at any time.
talk-form = How would you like to talk?
talk-form-listener = Speak and listen
talk-form-listener-about = You say how it is for you, and your partner says it back until it is right. Then you swap.
talk-form-first = Understand first
talk-form-first-about = With open questions. You plan something only when you both feel understood.
talk-topic = About what
talk-topic-hint = In one line, without blame: “Our evenings.”
talk-first = Who speaks first
talk-first-me = I would like to speak first
talk-first-partner = I would like to listen first
talk-send = Ask { $partner }

talk-state-turn = Your turn
talk-state-theirs = { $partner } has the turn
talk-state-paused = Paused
talk-state-not-yet = Not yet
talk-state-closed = Held
talk-state-planned = Held, with a plan
talk-state-ended = Ended
talk-state-left-open = Left open
talk-state-side = Held side by side

talk-at-consent = { $turn ->
    [me] { $partner } would like to talk with you.
   *[other] You asked { $partner } for a talk.
}
talk-at-floor = { $turn ->
    [me] It is your turn to speak.
   *[other] It is { $partner }’s turn to speak. You listen.
}
talk-at-paraphrase = { $turn ->
    [me] Say back what you heard.
   *[other] { $partner } says back what you said.
}
talk-at-confirm = { $turn ->
    [me] Is that what you meant?
   *[other] { $partner } says whether that is what was meant.
}
talk-at-restate = { $turn ->
    [me] Say it again, in a different way.
   *[other] { $partner } says it again, in a different way.
}
talk-at-questions = { $turn ->
    [me] Ask, to understand.
   *[other] { $partner } can ask you something, to understand.
}
talk-at-summarise = { $turn ->
    [me] Sum up what you understood.
   *[other] { $partner } sums up what you said.
}
talk-at-satisfied = { $turn ->
    [me] Do you feel understood?
   *[other] { $partner } says whether you understood.
}
talk-at-swap = { $turn ->
    [me] You were understood.
   *[other] { $partner } was understood.
}
talk-at-plan = { $turn ->
    [me] Both of you feel understood. What could you do?
   *[other] Both of you feel understood. { $partner } thinks of what you could do.
}
talk-at-plan-asked = { $turn ->
    [me] { $partner } has a plan.
   *[other] Your plan is with { $partner }.
}
talk-nothing-to-do = There is nothing to do for you now. It takes the time it takes.
talk-while-listening = While you listen, look for how it is for { $partner }. Your answer comes later.
talk-consent-about = One of you speaks, the other says it back. Either can pause or stop at any time, without a reason.
talk-first-is-you = You would speak first.
talk-first-is-partner = { $partner } would speak first.
talk-about-topic = About: { $topic }

talk-consent = Yes, let’s talk
talk-not-yet = Not yet
talk-not-yet-note = “Not yet” is always an answer.
talk-speak-label = How it is for you
talk-speak-hint = Begin with “I”. A few sentences, one thing at a time.
talk-speak-send = Share these words
talk-restate-label = The same, in a different way
talk-back-label = What I heard
talk-back-hint = In your own words. You do not have to agree.
talk-back-send = Say it back
talk-prompts = You could begin like this
talk-prompt-1 = “What I heard is …”
talk-prompt-2 = “It makes sense to me, because …”
talk-prompt-3 = “I can see that it hurt when …”
talk-sum-label = What I understood
talk-sum-send = Sum it up
talk-question-label = An open question
talk-question-hint = “What was it like when …?” “Why” can sound like an accusation.
talk-question-send = Ask it
talk-questions-done = No more questions
talk-confirm = Yes, that’s what I meant
talk-satisfied = Yes, I feel understood
talk-not-quite = Not quite
talk-pass = Let { $partner } speak
talk-more = Say more first
talk-close = End the talk here
talk-close-bare = Leave it and end the talk
talk-plan-label = What we could do
talk-plan-hint = Small, and soon. It stays here as long as the words of this talk do.
talk-plan-send = Suggest this plan
talk-plan-agree = Yes, let’s do that
talk-plan-other = Suggest something else
talk-plan-none = End without a plan
talk-plan-promise = Make it a promise
talk-plan-promise-about = What should last stands better among the promises

talk-line-spoke = { $by ->
    [me] You said
   *[other] { $partner } said
}
talk-line-back = { $by ->
    [me] You said back
   *[other] { $partner } said back
}
talk-line-asked = { $by ->
    [me] You asked
   *[other] { $partner } asked
}
talk-line-no-more = { $by ->
    [me] You had no more questions.
   *[other] { $partner } had no more questions.
}
talk-line-yes = { $by ->
    [me] You: yes, that’s it.
   *[other] { $partner }: yes, that’s it.
}
talk-line-not-quite = { $by ->
    [me] You: not quite.
   *[other] { $partner }: not quite.
}
talk-line-passed = { $by ->
    [me] You let them speak.
   *[other] { $partner } let you speak.
}
talk-line-plan = { $by ->
    [me] You suggested
   *[other] { $partner } suggested
}
talk-line-agreed = { $by ->
    [me] You agreed to it.
   *[other] { $partner } agreed to it.
}
talk-line-consented = { $by ->
    [me] You said yes to this talk.
   *[other] { $partner } said yes to this talk.
}
talk-line-closed = The talk ended.
talk-not-kept = Words said here are no longer shown.
talk-so-far = What was said before

talk-pause = Pause
talk-paused-until = Paused until { $time }
talk-paused-words = Nothing is asked of either of you until then. Drink some water, look out of a window. Every word stays.
talk-pause-kept = You were writing
talk-over-kept-note = These words were not sent, and only this device has them. You can copy them from here.
talk-pause-kept-note = These words are saved on this device, unsent. They are in their field again when the talk goes on.
talk-pause-over = The pause is over
talk-pause-over-words = Resume when you are ready, or choose a time.
talk-pause-rests = Paused
talk-pause-rests-words = Resume when you both like, or end it. Both are fine.
talk-pause-time = To be resumed: { $when }.
talk-resume = Resume the talk
talk-put-off = Choose a time
talk-put-off-day = On which day
talk-put-off-time = At what time
talk-put-off-send = Put the talk off

talk-repair = Words for a hard moment
talk-repair-about = One tap says it, as your words.
repair-phrase-0 = Can I say that again, softer?
repair-phrase-1 = I need a moment. I am still here.
repair-phrase-2 = That came out wrong. Let me try again.
repair-phrase-3 = I want to understand you.
repair-phrase-4 = You have a point there.
repair-phrase-5 = I am getting worked up. Can we slow down?
repair-phrase-6 = I am sorry for how I said that.
repair-phrase-7 = I have not understood it yet. Please tell me once more.
repair-phrase-8 = This matters to me, and so do you.
repair-phrase-9 = Can we start this part again?

talk-end = End this talk
talk-end-back = Take back my request
talk-end-ask = End this talk?
talk-end-words = What was said stays said. Nobody is asked why, and Troth names nobody. Your partner may guess that it was you.
talk-end-yes = Yes, end the talk

talk-is-closed = You talked, and both had your say.
talk-is-planned = You talked, and agreed on what to do.
talk-is-ended = This talk was ended. That is fine too.
talk-is-left-open = This talk was left open.
talk-is-not-yet = { $turn ->
    [me] You said “not yet”.
   *[other] { $partner } said “not yet”. It can be another time.
}
talk-is-side = You talked side by side. No word of it was kept.
felt-title = For yourself
felt-question = I felt heard
felt-1 = Not heard
felt-2 = A little
felt-3 = Mostly
felt-4 = Heard
felt-keep = Save for myself
felt-note = Only you ever see this.
felt-later = You can say it later, alone.

keeping-title = How long your words are shown
keeping-words = After that, neither of you is shown what you said in a talk. That you talked stays.
keeping-legend = My words in talks
keeping-week = 7 days
keeping-month = 30 days
keeping-quarter = 90 days
keeping-keep = Save this time span
keeping-note = Words that are out of sight do not come back. Copies under seal stay on both phones.

side-title = Side by side
side-lead = Put one phone between you. It says whose turn it is, and keeps no word.
side-private = Your private pages are on this phone too. Stay on this screen while it lies between you.
side-note = A phone can’t tell which of you typed. So it keeps nothing that was said, only that you talked.
side-begin = Start talking
side-floor = { $speaker }, it is your turn to speak. Say how it is for you, a few sentences at a time. { $listener }, you listen.
side-paraphrase = { $listener }, say back what you heard, in your own words.
side-confirm = { $speaker }, is that what you meant?
side-restate = { $speaker }, say it again, in a different way.
side-questions = { $listener }, ask an open question, to understand. Or say that you have none.
side-summarise = { $listener }, sum up what you understood.
side-satisfied = { $speaker }, do you feel understood?
side-swap = { $speaker }, you were understood.
side-plan = You both feel understood. Say what you could do, each in turn. Something small, and soon.
side-said = Said
side-said-back = Said back
side-asked = Asked, and answered next
side-summed = Summed up
side-swap-now = Now { $partner } speaks
side-close = We are done for today
side-stop = Stop this talk
side-stop-ask = Stop here?
side-stop-words = Nothing is written down. You can start again whenever you like.
side-stop-yes = Yes, stop the talk

strand-dialogues = Guided talks
story-talk-closed = You talked, and both had your say.
story-talk-planned = You talked, and made a plan.
story-talk-side-by-side = { $by ->
    [me] You talked side by side, on your phone.
   *[other] You talked side by side, on { $name }’s phone.
}
victory-taken-up = We resumed a talk after a pause.
victories-suggested = Perhaps this was one
victory-kept-hard = A promise was kept on a hard day.
because-kept-hard = That day was recorded as hard, and what was promised for it was kept.
victory-heeded = A boundary was respected.
because-heeded = They said they will respect it, and it has stood for two weeks. Whether it was respected, you know.
victory-reviewed = We looked at an agreement on its day.
because-reviewed = You both looked at it again, on the day you had chosen.
because-taken-up = You paused a talk, and resumed it.
victory-yes = Save this victory
victory-put-away = Not this

step-take-turn = It is your turn in a talk
step-answer-talk = Answer whether you would like to talk
step-take-up-talk = Resume a talk, or choose a time
step-call-victory = Look at a small victory
because-talk-begun = You started it on { $date }. It can wait.
because-talk-asked = It was asked on { $date }. “Not yet” is an answer too.
because-talk-paused = It was paused on { $date }, and the pause is over.
because-talk-put-off = It was put off to { $date }.

problem-topic = Say in one line what it is about.
problem-paused = A pause lasts at least 20 minutes. Then either of you can resume the talk.
problem-not-yet-said = The answer was “not yet”. Leave it for a day, or wait until you are asked.
