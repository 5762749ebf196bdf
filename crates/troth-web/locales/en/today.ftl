### Today: what now?

today-step-open = Go there
today-step-later = Not now
today-after = After that

today-quiet-title = Nothing is waiting
today-quiet-words = That is a fine place to be.
today-quiet-next = That is a fine place to be. The next check-in is on { $when }.
today-quiet-write = Write something for yourself
today-rest-title = You two are resting
today-rest-words = Nothing is asked of anyone. Your private pages are open as always.

today-waiting = On its way
today-waiting-nothing-to-do = Nothing to do for you.
today-waiting-invitation = Your invitation is out
today-waiting-device = A code for another device of yours is out
today-waiting-offered = An invitation is open
today-waiting-offered-about = It waits for your yes or no.
today-waiting-compare = Your invitation has an answer
today-waiting-compare-about = There are four words to compare, before anything is shared.
today-waiting-compare-device = A device asks to be one of yours
today-waiting-compare-device-about = If that isn’t you, press “Something differs” there.
today-waiting-link = A link is being made
today-waiting-sealed = Your answers are sealed
today-waiting-promise = A promise is on the table
today-waiting-plan = Your check-in plan is on the table

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
help-idea-overwhelmed = Nobody has to carry this much alone. A doctor, or somebody you trust, can take a part of it.
help-idea-stalled = Trust doesn’t have to rise. If you wish that something moved, somebody from outside can help: a doctor or a counsellor, for you alone.

step-answer-round = Answer the check-in
step-answer-promise = Read a promise and answer it
step-answer-alternative = Read a change of date and answer it
step-answer-plan = Read when check-ins could be
step-tell-outcome = Say how it went: { $deed }
step-keep-promise = { $deed }
step-first-round = Try a first check-in
step-plan-check-ins = Choose when to check in
step-offer-promise = Offer a small promise
step-write-first-lines = Write a line or two
step-invite-partner = Invite your partner
step-recovery-code = Make a recovery code
step-rate = Say how you are
step-give-thanks = Put a thank-you in the jar
step-calm-plan = Make a plan for hard days
step-note-impact = Note what it did to you
step-set-goal = Say where you would like to come
step-write-statement = Own what happened, in your own time
step-reflect = Say what you understand
step-look-back = Read last month together
step-review-goal = Look at a goal again

because-round-open = A round is open now. Your answers open together, or not at all.
because-proposed = It was put on the table on { $date }.
because-moved = It was due on { $date }, and another day was offered.
because-was-due = It was due on { $date }, and nothing is written yet.
because-due-at = You promised it for today, by { $time }.
because-due-today = You promised it for today.
because-no-round = You two have linked, and have not checked in yet.
because-no-plan = There is no day for check-ins yet.
because-no-promise = You have offered none at the moment.
because-journal-empty = Your journal is empty. Only you can open it.
because-alone = You are here alone so far. That is fine too.
because-no-recovery = If this device is lost, there is no way back in yet.
because-last-rated = You last did on { $date }. It stays with you.
because-never-rated = You have not done it yet. It stays with you.
because-no-thanks = You have not put one in yet. Something small is enough.
because-no-calm-plan = A plan is easier to make on a calm day, and you have none yet.
because-nothing-noted = Something was named that hurt you, and you have noted nothing. Nobody sees it unless you share it.
because-no-goal = You two have named no goal yet.
because-they-wrote = They wrote of it on { $date }. Nobody is waiting, and a draft is kept.
because-shared = They shared it on { $date }.
because-month-over = A month is over, and there is something to read.
because-help-talks = { $broken } of your last { $of } talks, since { $date }, ended early or left you unheard.
because-help-coping = Two weeks running, from { $date }, you marked the week { $first } and { $later }, where 4 is far more than you could cope with.
because-help-now = You said on { $date } that it is too much.
because-help-stalled = Your weekly numbers for trust show no clear rise since { $date }, and the last three lie around { $around }.
news-title = New from { $name }
news-open = Go there
news-put-away = Put away
news-all-away = Put all of these away
news-plan = Their plan for hard days says: { $first }. You can leave it.
