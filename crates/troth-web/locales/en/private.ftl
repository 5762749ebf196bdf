### The private space.

private-lead = What is here stays on your devices. Anyone who can open one of them can read it. Your partner’s devices never receive it.
private-notice = Could someone see this device?

journal-title = Journal
journal-write = Write a page
journal-empty-title = Your journal is empty
journal-empty-words = A line or two is plenty. Nobody else reads it.
journal-note = Pages that you take out no longer show on any of your devices.
journal-all = Show older pages

page-begin-now = Right now I …
page-begin-stuck = I can’t stop thinking about …
page-begin-away = Put these away
page-new-title = A new page
page-title = A page
page-label = Your words
page-hint = What you write is saved while you write.
page-note = This stays with you.
page-keep = Save my page
page-change = Change this page
page-edit-note = A page that was changed later says so. It is for your own memory.
page-erase = Take this page out
page-erase-ask = Take this page out for good?
page-erase-words = It disappears from the screens of all your devices. What is stored of it stays sealed.
page-erase-yes = Yes, take it out
page-gone = This page is no longer here.

ratings-title = How I am
ratings-row = Trust, feeling free to talk, load. For yourself alone.
ratings-row-done = You did this today. You can change it until the day is over.
ratings-lead = A few numbers, for yourself. Leave out what you like.
ratings-keep = Save for myself
ratings-note = Once a week is plenty. Ups and downs are part of it.
ratings-before = What I said before
ratings-column-day = Day
ratings-column-trust = Trust
ratings-column-safe = Free to talk
ratings-column-load = Load
ratings-column-too-much = Too much
ratings-none = –

rating-trust = How much do you trust your partner today?
rating-trust-low = 0: not at all
rating-trust-high = 10: fully
rating-safe = How free do you feel to say what you think?
rating-safe-low = 0: not at all
rating-safe-high = 10: fully
rating-load = How much are you carrying?
rating-load-low = 0: very little
rating-load-high = 10: more than I can
rating-too-much = Was the past week more than you could cope with?
rating-too-much-low = 0: no
rating-too-much-high = 4: far more

too-much-now = It is too much now
too-much-about = One tap, for yourself alone.
too-much-said = You said today that it is too much. You don’t have to carry it by yourself. One call or one message to someone you trust is a start. If you think of ending your life, don’t stay alone with it: open the help just below.
too-much-undo = Undo my tap

trend-title = How it moved
trend-moved = Over { $weeks } weeks from { $date }, { $what ->
    [trust] your trust
    [safe] how free you feel to talk
   *[load] what you carry
  } moved by about { $about }. It could be anything from { $low } to { $high }.
trend-unsure = Over { $weeks } weeks from { $date }, your marks for { $what ->
    [trust] trust
    [safe] feeling free to talk
   *[load] what you carry
  } went from { $first } to { $last }. Your numbers can’t tell yet whether it moved: it could be anything from { $low } to { $high }.
trend-early = { $what ->
    [trust] Trust
    [safe] Feeling free to talk
   *[load] Load
  }: { $more ->
    [0] once your numbers reach over four weeks, you can see here how it moved.
    [1] after one more day with a number you can see here how it moved.
   *[other] after { $more } more days with a number you can see here how it moved.
  }
trend-dots = { $count } of your numbers as dots, 0 at the bottom and 10 at the top. The first is { $first }, the last { $last }.
trend-note = These are your own numbers, and nobody else sees them. Ranges like these are right about nine times in ten. Ups and downs are part of it.
trend-rough = Since { $date }, what you carry has been heavier than in the weeks up to { $until }. It is for you to know. Nobody is told.
