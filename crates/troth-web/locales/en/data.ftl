### Taking one's own words along, and dates for a calendar.

export-title = Take your words with you
export-row = Two files to keep, print or take elsewhere
export-lead = What you wrote here, in two files that can be read without Troth.
export-holds-title = What they hold
export-holds-own = What you wrote and ticked, for yourself and for both of you: journal, numbers, how it affects you, promises, answers, talks; also in earlier records on this device.
export-holds-not = Nothing that your partner wrote, no keys, and nothing that Troth worked out about either of you.
export-holds-gone = Not pages that you took out, nor what a page said before you changed it. Not words of a talk that are out of sight. Your other earlier words, and what you took back, are in them.
export-open-title = They are not sealed
export-open-read = Anyone who has one of these files can read it. No lock and no passphrase protects it.
export-open-where = They go where this browser keeps its downloads, and its list of downloads names them. Some devices copy that folder to other places by themselves.
export-open-others = Think of who else uses this device, and who might ask to see them. You don’t have to show anyone.
export-quiet = Nobody is told, nothing is sent, and it works without a network.
export-shows = On the screens of Troth nothing shows it. The files stay in the downloads until you delete them there.
export-opening = What you share is still opening. Until it is open, the files hold only your private entries.
export-lock = Type my passphrase first
export-page = The page to read and print
export-page-about = It is called { $file }.
export-lines = The file for other programs
export-lines-about = It is called { $file }, and has one entry in each line.
passphrase-export = Before your words leave in a file, type the passphrase of your app lock.

done-file = { $file } is among this browser’s downloads.
problem-file = This browser did not take the file. Everything is still here. Try again.

taken-language = en
taken-title = Notes
taken-lead = In your own words. Your partner’s words are not in it.
taken-day = { $full-date }
taken-for-oneself = for yourself
taken-shared = for both of you
taken-earlier = from an earlier record

dates-title = Put it in a calendar
dates-words = A file with the days from now on, for the calendar of this device. There it is called “{ $title }” and says nothing more. Anyone who sees your calendar sees when it is. What changes here does not change there.
dates-make = Make the calendar file
dates-check-in = Time for two
dates-promise = Time set aside
problem-dates-over = No day of it is still ahead.
