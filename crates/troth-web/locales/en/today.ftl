### Today: what now?

today-step-open = Open
today-step-later = Not now
today-after = After that

today-quiet-title = Nothing to do right now
today-quiet-words = You can close Troth for now.
today-quiet-next = You can close Troth for now. The next check-in is on { $when }.
today-quiet-write = Write for yourself
today-ended-title = Your words are still yours
today-ended-words = Who could you call tonight?
today-ended-write = Write in my journal
today-rest-title = You are both resting
today-rest-words = Nothing is asked of anyone. Your private pages are open as always.

today-waiting = On its way
today-waiting-nothing-to-do = Nothing for you to do.
today-waiting-invitation = Your invitation is out
today-waiting-device = A code for another of your devices is out
today-waiting-offered = An invitation is open
today-waiting-offered-about = You can accept it or say no.
today-waiting-compare = Your invitation has an answer
today-waiting-compare-about = You compare four words before anything is shared.
today-waiting-compare-device = A device asks to join your devices
today-waiting-compare-device-about = If that isn’t you, press “Something differs” there.
today-waiting-link = Your link is being made
today-waiting-sealed = Your answers are sealed
today-waiting-promise = Your promise is with your partner
today-waiting-plan = Your check-in plan is with your partner

today-when-you-like = When you like
today-invite = Invite your partner
today-invite-about = Everything private works alone, for as long as you want.
today-recovery = Make a recovery code
today-recovery-about = Nine words on paper, for a lost phone.

# Folded, one line for whatever is in it: whoever looks from beside learns no more than that there is a note.
step-read-help = A note for you, for a quiet minute
help-see = See what help there is
help-only-you = Only you see this note. It comes from your own entries and is an idea, not a judgement of anyone.
help-idea-talks = Someone from outside who is trained for it, such as a couple therapist, can help two people to hear each other. If you are afraid of your partner, go alone first.
help-idea-overwhelmed = Nobody has to carry this much alone. A doctor, or someone you trust, can take a part of it.
help-idea-stalled = Trust doesn’t have to rise. If you wish that something moved, someone from outside can help: a doctor or a counsellor, for you alone.

step-answer-round = Answer the check-in
step-answer-promise = Read and answer a promise
step-answer-alternative = Answer a suggested new date
step-answer-plan = Answer a suggested check-in time
step-tell-outcome = Say how it went: { $deed }
step-keep-promise = { $deed }
step-first-round = Try a first check-in
step-plan-check-ins = Choose when to check in
step-offer-promise = Offer a small promise
step-write-first-lines = Write a line or two
step-invite-partner = Invite your partner
step-recovery-code = Make a recovery code
step-rate = Note how you are
step-give-thanks = Write a thank-you
step-calm-plan = Make a plan for hard days
step-note-impact = Write about how you are affected
step-set-goal = Set a goal
step-write-statement = Write about your part, in your own time
step-reflect = Say what you understand
step-look-back = Read last month together
step-review-goal = Look at a goal again

because-round-open = A check-in is open. Your answers open together, or not at all.
because-proposed = It was suggested on { $date }.
because-moved = It was due on { $date }. Another day was suggested.
because-was-due = It was due on { $date }. You can say how it went.
because-due-at = You promised it for today, by { $time }.
because-due-today = You promised it for today.
because-no-round = You are linked. A first check-in takes a few minutes.
because-no-plan = A regular day makes it easier to start.
because-no-promise = A small promise is easier to keep than a large one.
because-journal-empty = Your journal is private. Only you can open it.
because-alone = Everything private works alone, for as long as you want.
because-no-recovery = If this device is lost, there is no way back in yet.
because-last-rated = You last did this on { $date }. Only you see it.
because-never-rated = A few numbers, for you alone.
because-no-thanks = Something small is enough.
because-no-calm-plan = A plan is easier to make on a calm day.
because-nothing-noted = Something that hurt you was named. Your own page about it is empty, and private.
because-no-goal = It can be small, and it can change.
because-they-wrote = Your partner wrote about it on { $date }. There is no rush, and drafts are saved.
because-shared = Your partner shared it on { $date }.
because-month-over = Last month is there to read together.
because-help-talks = { $broken } of your last { $of } talks, since { $date }, ended early or left you unheard.
because-help-coping = Two weeks running, from { $date }, you marked the week { $first } and { $later }. 4 is far more than you could cope with.
because-help-now = You said on { $date } that it is too much.
because-help-stalled = Your weekly numbers for trust show no clear rise since { $date }, and the last three lie around { $around }.
news-title = New from { $name }
news-open = Open
news-put-away = Close
news-all-away = Close all of these
news-plan = Their plan for hard days says: { $first }. You can leave it.
