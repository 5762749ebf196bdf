### Check-ins.

check-ins-alone-title = Check-ins need two
check-ins-alone-words = You both answer three short questions. The answers open together, for both or for neither.
check-ins-invite = Invite your partner
check-ins-unlinked = This link has ended. Rounds that opened stay here to read.

plan-title = When to check in
plan-lead = A regular moment makes it easier to begin.
plan-daily-about = Under a minute a day
plan-weekdays-about = One day a week is a good start
plan-time = At what time it begins
plan-time-hint = You can answer from then on. Answers open twelve hours later.
plan-propose = Suggest it to { $partner }
plan-note = It begins when both of you have agreed. Either of you can end it.
plan-words = { $often }, at { $time }
plan-opens = { $days ->
    [0] Answers open the same day at { $time }.
    [1] Answers open the next day at { $time }.
   *[other] Answers open two days later at { $time }.
}
plan-proposed = { $partner } suggests a time for check-ins
plan-proposed-note = You can agree, or suggest another time.
plan-proposed-by-you = You suggested this. { $partner } can answer when they are ready.
plan-agree = Agree
plan-decline = Not this one
plan-take-back = Take it back
plan-other = Suggest another time
plan-change = Change the plan
plan-choose = Choose a time together
plan-none-title = No check-ins planned
plan-none-words = Three short questions, answered apart, opened together.
plan-yours = Your plan
plan-next = The next one begins on { $when }.
plan-end = End the plan
plan-end-ask = End the check-in plan?
plan-end-words = No new rounds begin. Rounds that opened stay. You two can choose a new plan at any time.
plan-end-yes = Yes, end it

round-title = Check-in
round-start-now = Start one now
round-to-answer = Three short questions. You can answer until { $until }. Answers open at { $opens }.
round-to-answer-now = Three short questions for now. Your answers open once both are in.
round-answer = Answer
round-sealed-short = Your answers are sealed. They open on { $when }, if both are in.
round-sealed-short-now = Your answers are sealed. They open once both are in.
round-opened-short = Both answers are in.
round-ended-short = This check-in has not opened.
round-look = Look at it
round-read = Read both
round-gone = This round is not here any more.
round-lead = Write as little as you like. A line can stay empty.
round-seal = Seal my answers
round-later = Not now
round-seal-note = Sealed answers can’t be changed. They stay on this device until { $until }, and nothing shows before. If it does not open, a partner who answered can guess that you did not.
round-seal-note-now = This one is for now: your answers leave at once. Your partner may be able to tell when you answered.
round-sealed = Your letter is sealed. If both are in, they open on { $when }. Open Troth after that, so that this device can send its part.
round-sealed-now = Your letter is sealed. If both are in before the round ends, they open together.
round-ended = This check-in has not opened. It still may, if both answered and one of you has not opened Troth since. The next one is a new start.
round-own-words = What I wrote
round-nothing-said = Left empty
round-you = You
rounds-opened = Opened together
rounds-older = Show older ones

question-daily-how = How is today, for you?
question-daily-noticed = Something you noticed
question-daily-need = Something you would like
question-weekly-well = What went well?
question-weekly-hard = What was hard?
question-weekly-wish = One wish
