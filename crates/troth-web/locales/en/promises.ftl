### Promises, and the facts of what was kept.

promises-make = Make a promise
promises-mine = From you
promises-theirs = From { $partner }
promises-earlier = Earlier promises
promises-too-many = Five open promises are a lot to carry. Fewer are easier to keep.
promises-alone-title = Promises need two
promises-alone-words = A promise is one small thing that one of you will do for the other. It begins once you are linked.
promises-invite = Invite your partner
promises-empty-title = No promises yet
promises-empty-words = A promise is one small thing that one of you will do. “When I leave work, I will write you.”
promises-unlinked = This link has ended. What was promised stays here to read.

promise-title = A promise
promise-vow = When { $cue }, I will { $deed }.
promise-open = Look at it
promise-open-answer = Read and answer
promise-open-say = Say how it went
promise-about = { $author } · { $often } · { $category }
promise-from-you = From you
promise-from = From { $partner }
promise-since = From { $day } on.
promise-gone = This promise is not here any more.
promise-earlier-words = Earlier words
promise-happened = What happened
promise-all-facts = Show all of it

promise-form-title = Make a promise
promise-form-lead = Small and clear is easier to keep.
promise-form-offer = Offer it to { $partner }
promise-cue = When
promise-cue-hint = A moment that you will both recognise, such as “I leave work”.
promise-deed = I will
promise-deed-hint = One thing that can be seen or heard, such as “write you when I expect to be home”.
promise-date = On this day
promise-first = For the first time on
promise-time = By what time, if it matters
promise-time-hint = Leave it empty for the end of the day.
promise-category = What kind it is
category-everyday = Everyday
category-therapy = Therapy
category-workshop = A workshop
category-sobriety-meeting = A sobriety meeting
category-course = A course
category-daily-habit = A daily habit
category-other-change = Another change

promise-answer-note = Take your time. “No” and “another way” are good answers too.
promise-accept = Accept it
promise-counter = Suggest a change
promise-decline = Decline it
promise-offer-waits = { $partner } can answer this when they are ready.
promise-withdraw = Take it back
promise-counter-title = Suggest a change
promise-counter-lead = Change what would make it right. The other one then answers.
promise-counter-send = Send it back
promise-counter-over = There is no offer to answer any more.
promise-release = Let { $partner } off this promise
promise-release-ask = Let it go from now on?
promise-release-words = { $partner } no longer has to keep it. What happened so far stays as it is.
promise-release-yes = Yes, let it go

standing-yours = For you to answer
standing-offered = Offered
standing-changing = A change is offered
standing-done = Over
standing-declined = Declined
standing-withdrawn = Taken back
standing-released = Let go

outcome-ahead = Ahead
outcome-no-word = No word yet
outcome-kept = Kept
outcome-partly = Partly kept
outcome-rearranged = Rearranged
outcome-missed = Missed
outcome-released = Let go

outcome-say = Say how it went
outcome-rearrange = Suggest another day
outcome-question = How did it go?
outcome-legend = What happened
outcome-rearranged-about = You say so in time and offer another day
outcome-missed-about = Saying so plainly already helps
outcome-note = A few words, if you like
outcome-note-hint = Your partner will read them.
outcome-send = Say so
outcome-partner-differs = { $partner } saw it differently:
outcome-you-differ = You saw it differently:
outcome-differ = I saw it differently
alternative-date = The other day
alternative-open = Another day is offered: { $day }.
alternative-accepted = You two agreed on { $day } instead.
alternative-declined = { $day } was offered instead, and did not fit.
alternative-accept = That day is fine
alternative-decline = That does not fit
differ-title = How you saw it
differ-words = Both views stand side by side. Nobody decides between them.
differ-label = In your words
differ-send = Add it

estimate-title = How this goes for you
estimate = You will likely keep between { $low } and { $high } of the next 100 promises like these. This is uncertain: it rests on { $from ->
    [one] one occasion
   *[other] { $from } occasions
}.{ $disputed ->
    [0] {""}
    [one] {" "}One that was seen differently is left out.
   *[other] {" "}{ $disputed } that were seen differently are left out.
}
