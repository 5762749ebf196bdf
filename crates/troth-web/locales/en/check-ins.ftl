### Check-ins.

check-ins-alone-title = Check-ins need two
check-ins-alone-words = You each answer three short questions. Your answers open together, or not at all.
check-ins-invite = Invite your partner
check-ins-unlinked = This link has ended. Check-ins that opened stay here to read.

plan-title = When to check in
plan-lead = A regular moment makes it easier to start.
plan-daily-about = Under a minute a day
plan-weekdays-about = One day a week is a good start
plan-time = At what time it starts
plan-time-hint = You can answer from then on. Answers open twelve hours later.
plan-propose = Suggest this plan to { $partner }
plan-note = It starts once you both agree. Either of you can end it.
plan-words = { $often }, at { $time }
plan-opens = { $days ->
    [0] Answers open the same day at { $time }.
    [1] Answers open the next day at { $time }.
   *[other] Answers open two days later at { $time }.
}
plan-proposed = { $partner } suggests a time for check-ins
plan-proposed-note = You can agree, or suggest another time.
plan-proposed-by-you = You suggested this. { $partner } can answer when they are ready.
plan-agree = Agree to this plan
plan-decline = Decline this plan
plan-take-back = Take back my plan
plan-other = Suggest another time
plan-change = Change the plan
plan-choose = Choose a time together
plan-none-title = No check-ins planned
plan-none-words = Three short questions each. Your answers open together.
plan-yours = Your plan
plan-next = The next one begins on { $when }.
plan-end = End the plan
plan-end-ask = End the check-in plan?
plan-end-words = No new check-ins start. Check-ins that opened stay. You can choose a new plan together at any time.
plan-end-yes = Yes, end the plan

round-title = Check-in
round-start-now = Start a check-in
round-to-answer = Three short questions. You can answer until { $until }. Answers open at { $opens }.
round-to-answer-now = Three short questions for now. Your answers open once both are in.
round-answer = Answer
round-sealed-short = Your answers are sealed. They open on { $when }, if both are in.
round-sealed-short-now = Your answers are sealed. They open once both are in.
round-opened-short = Both answers are in.
round-ended-short = This check-in has not opened.
round-look = Open check-in
round-read = Read both answers
round-gone = This check-in is no longer here.
round-lead = Write as little as you like. A line can stay empty.
round-seal = Seal my answers
round-later = Not now
round-seal-note = You cannot change sealed answers. They stay on this device until { $until }, and nothing shows before. If it does not open, a partner who answered can guess that you did not.
round-seal-note-now = This one is for now: your answers leave at once. Your partner may be able to tell when you answered.
round-sealed = Your answers are sealed. If you both answer, they open on { $when }. Open Troth after that, so that this device can send its part.
round-sealed-now = Your answers are sealed. If you both answer before it closes, they open together.
round-ended = This check-in has not opened. It still may, if you both answered and one of you has not opened Troth since. The next one starts afresh.
round-own-words = What I wrote
round-nothing-said = Left empty
round-you = You
round-next = One small thing, if you want
round-next-note = You can also just leave it here.
round-thank = Say thank you for this
round-promise = Promise part of the wish
rounds-opened = Opened together
rounds-older = Show older ones

question-daily-how = How is today, for you?
question-daily-noticed = Something you noticed
question-daily-need = Something you would like
question-weekly-well = What went well?
question-weekly-hard = What was hard?
question-weekly-wish = One wish
