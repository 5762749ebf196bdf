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

banner-close = Put away
banner-update = A newer version of Troth is here. It is used from the next start.
banner-update-now = Start it now
