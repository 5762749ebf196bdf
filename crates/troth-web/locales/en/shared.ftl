### What every screen shares: the frame, banners, days, small words.

frame-skip = Skip to the page
frame-back = Back
frame-hide = Hide
frame-places = Places
frame-to-places = Go to the places

place-today = Today
place-repair = Repair
place-together = Together
place-story = Story
place-private = Private
place-settings = Settings

partner-unnamed = your partner
tag-only-you = Only you
tag-edited = Changed later
form-close = Close
choose-one = Choose one
confirm-no = No, keep it as it is
list-more = Show more

day-today = Today
day-tomorrow = Tomorrow
day-yesterday = Yesterday
day-and-time = { $day }, { $time }

repeat-question = How often
repeat-once = Once
repeat-once-on = Once, on { $day }
repeat-daily = Every day
repeat-some-days = On some weekdays
repeat-some-days-about = The same days every week
repeat-which-days = Which days
repeat-monthly = Every month
repeat-weekdays = Every { $days }
repeat-working-days = Every weekday
repeat-days-and = { $days } and { $last }
repeat-by = { $often }, by { $time }

rating-not-today = Not today

banner-close = Close
banner-update = A newer version of Troth is here. It is used from the next start.
banner-update-now = Start it now

### Moments that end well, each on a quiet screen of its own.

moment-on = Go on
moment-heard-title = Heard
moment-heard = You told { $partner } that you heard it.
moment-heard-means = That settles nothing. You can still say what is missing, at any time, or say nothing more.
moment-was-heard-title = You were heard
moment-was-heard = { $partner } told you that they heard your words.
moment-was-heard-means = It took something to say them, and something to hear them. There is nothing more to do with it today.
moment-understood-title = Understood
moment-understood = You told { $partner } that this is what you live with.
moment-understood-talk = You told { $partner } that you feel understood.
moment-understood-means = One thing is less alone now. Others may still need time, and that is all right.
moment-was-understood-title = They feel understood
moment-was-understood = { $partner } told you that you understood it.
moment-was-understood-means = You listened, and it reached them. Tomorrow it may hurt again. That takes nothing away from today.
moment-kept-title = Kept
moment-kept = You did what you said.
moment-kept-deed = You did what you said: { $deed }
moment-kept-means = It is written beside the day. Nobody has to thank you for it.
moment-month-title = A month read
moment-month = You have looked back on { $month }.
moment-month-means = What was kept and what hurt stand side by side. Nothing has to follow from it today.
moment-seam-title = A new seam
moment-seam = There is gold in a place of the bowl that was open until today.
moment-seam-means = It came from what was said or done here. A hard day takes none of it away.
