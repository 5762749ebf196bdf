### Promises, and the facts of what was kept.

promises-make = Make a promise
promises-mine = From you
promises-theirs = From { $partner }
promises-earlier = Earlier promises
promises-too-many = Five open promises are a lot to carry. Fewer are easier to keep.
promises-alone-words = A promise to yourself is one small thing that you will do.
promises-invite = Invite your partner
promises-empty-title = No promises yet
promises-empty-words = A promise is one small thing one of you will do. “When I leave work, I will text you.”
promises-unlinked = This link has ended. What was promised stays here to read.

promise-title = A promise
promise-vow = When { $cue }, I will { $deed }.
promise-open = Open promise
promise-open-answer = Read and answer
promise-open-say = Say how it went
promise-about = { $author } · { $often } · { $category }
promise-from-you = From you
promise-from = From { $partner }
promise-since = Since { $day }
promise-gone = This promise is no longer here.
promise-earlier-words = Earlier words
promise-happened = Day by day
promise-all-facts = Show every date

promise-form-title = Make a promise
promise-form-lead = Small and clear is easier to keep.
promise-form-offer = Offer my promise to { $partner }
promise-cue = When
promise-cue-hint = A moment that you will both recognise, such as “I leave work”.
promise-deed = I will
promise-deed-hint = One thing that can be seen or heard, such as “text you when I expect to be home”.
promise-date = On this day
promise-first = For the first time on
promise-time = By what time, if it matters
promise-time-hint = Leave it empty for the end of the day.
promise-category = What kind of promise
category-everyday = Everyday
category-therapy = Therapy
category-workshop = A workshop
category-sobriety-meeting = A sobriety meeting
category-course = A course
category-daily-habit = A daily habit
category-other-change = Another change

promise-answer-note = Take your time. “No” and “another way” are good answers too.
promise-accept = Accept this promise
promise-counter = Suggest a change
promise-decline = Decline this promise
promise-offer-waits = { $partner } can answer this when they are ready.
promise-withdraw = Take back my offer
promise-counter-title = Suggest a change
promise-counter-lead = Change what you need to. Then your partner answers.
promise-counter-send = Send my change
promise-counter-over = This offer has been answered or taken back.
promise-release = Let { $partner } off this promise
promise-release-ask = Let { $partner } off this promise?
promise-release-words = { $partner } no longer has to keep it. What happened so far stays as it is.
promise-release-yes = Yes, let { $partner } off

standing-yours = Yours to answer
standing-offered = Offered
standing-changing = A change is offered
standing-done = Over
standing-declined = Declined
standing-withdrawn = Taken back
standing-released = Let off

outcome-ahead = Coming up
outcome-no-word = Nothing said yet
outcome-kept = Kept
outcome-partly = Partly kept
outcome-rearranged = Rearranged
outcome-missed = Missed
outcome-rested = Rest
outcome-rested-note = “Rest” means that you were both resting that day, and nothing was due.

outcome-say = Say how it went
outcome-rearrange = Suggest another day
outcome-question = How did it go?
outcome-legend = What happened
outcome-rearranged-about = You say so in time and suggest another day
outcome-missed-about = Saying so plainly already helps
outcome-note = A few words, if you like
outcome-note-hint = Your partner will read them.
outcome-send = Send this answer
outcome-partner-differs = { $partner } saw it differently:
outcome-you-differ = You saw it differently:
outcome-differ = I saw it differently
receiver-ask = { $partner } has told nothing here. You can say what you know, or leave it.
receiver-happened = It happened
receiver-did-not = It did not happen
receiver-unknown = I don’t know
receiver-saw-too = I saw that too
receiver-back = Take back my word
receiver-you-happened = You said that it happened.
receiver-they-happened = { $partner } said that it happened.
receiver-you-did-not = You said that it did not happen.
receiver-they-did-not = { $partner } said that it did not happen.
receiver-you-unknown = You said that you don’t know.
receiver-they-unknown = { $partner } said that they don’t know.
missed-ways = Two ways on, if you want one:
missed-smaller = Offer a smaller promise
missed-write = Write what got in the way
missed-talk = Ask for a talk
missed-write-received = Write for yourself
story-receiver-happened = { $by ->
    [me] You said that it happened: { $deed }
   *[other] { $name } said that it happened: { $deed }
}
story-receiver-did-not = { $by ->
    [me] You said that it did not happen: { $deed }
   *[other] { $name } said that it did not happen: { $deed }
}
story-receiver-unknown = { $by ->
    [me] You said that you don’t know whether it happened: { $deed }
   *[other] { $name } said that they don’t know whether it happened: { $deed }
}
story-receiver-back = { $by ->
    [me] You took back what you said about this promise: { $deed }
   *[other] { $name } took back what they said about this promise: { $deed }
}
alternative-date = The other day
alternative-open = Another day is suggested: { $day }.
alternative-accepted = You both agreed on { $day } instead.
alternative-declined = { $day } was suggested instead, and did not fit.
alternative-accept = That day is fine
alternative-decline = That day does not fit
differ-title = How you saw it
differ-words = Both views stand side by side. Nobody decides between them.
differ-label = In your words
differ-send = Share my view

estimate-title = Your follow-through
estimate = You will likely keep between { $low } and { $high } of the next 100 promises like these. This is uncertain: it rests on { $from ->
    [one] one occasion
   *[other] { $from } occasions
}.{ $disputed ->
    [0] {""}
    [one] {" "}One that was seen differently is left out.
   *[other] {" "}{ $disputed } that were seen differently are left out.
}
