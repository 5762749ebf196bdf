### What the app itself says: problems, short confirmations, lines above the screen.

banner-offline = You are offline. What you write is kept here.
banner-offline-unsent = You are offline. What you write is kept here and sent later, by itself.
banner-storage-full = This device has no room left. What you write now may not be kept. Free some room, then go on.
banner-storage = This device does not keep what is written right now. Copy what matters, then reload the page.
banner-restored = This device was set back to an older state. Add it again as a new device before you write here.
banner-set-aside = Something arrived that did not fit, and was set aside. Nothing of yours is lost.
banner-waiting = Something is still on its way from another device.
banner-unlinked = You are no longer linked. Everything you two shared stays here to read.

done-accepted = Accepted.
done-declined = Declined.
done-device-added = The device is added.
done-device-removed = The device is removed.
done-kept-private = Kept. Only you can read it.
done-linked = You are linked.
done-lock-removed = The lock is off.
done-lock-set = The lock is on.
done-offered = It is on the table.
done-recovery = Your recovery code is set.
done-released = Let go.
done-renamed = Your name is changed.
done-sealed = Sealed.
done-withdrawn = Taken back.
done-written = Written down.

problem-already-answered = You have sealed your answers for this round already.
problem-already-done = That is done already.
problem-already-due-then = It is due on that day anyway. Choose another day.
problem-already-linked = You are linked already. Unlink first if you want to link with someone else.
problem-already-started = Troth has already been started on this device.
problem-answer-empty = Write at least one line, or leave the round for now.
problem-answer-long = That is too long for one letter. Shorten it a little.
problem-category = Choose what kind of promise it is.
problem-date = Choose a day.
problem-device-started = This device has a Troth of its own. Delete that first, then add the device.
problem-in-the-past = That day is over. Choose a later one.
problem-link-incomplete = A part of the link is missing. Copy all of it.
problem-link-unknown = This is not an invitation to Troth. Look whether you copied the right link.
problem-name = Write a name. It can be up to 60 letters long.
problem-not-due-then = It was not due on that day.
problem-not-due-yet = It is not due yet.
problem-not-linked = This begins once you are linked.
problem-not-started = Start Troth on this device first.
problem-not-this-device = This device can’t be removed from itself. Delete everything here instead.
problem-not-written = This could not be kept. Your words are still in the field. Try again.
problem-not-your-device = That is not one of your devices.
problem-not-yours = Only the other one of you can do that.
problem-nothing-said = Write a few words first.
problem-nothing-there = That is not here any more.
problem-offline = There is no network right now. Try again when there is.
problem-page-empty = Write a few words first.
problem-passphrase-differs = The two are not the same. Type them again.
problem-passphrase-short = That is too short. Take at least { $limit } characters.
problem-passphrase-wrong = That is not it. Capital letters matter. Try again.
problem-plan-repeat = Choose every day, or at least one weekday.
problem-points = Choose a number from 0 to { $limit }.
problem-promise-cue = Write when it will be.
problem-promise-deed = Write what you will do.
problem-recovery-count = The code has nine words. There { $given ->
    [one] is one word
   *[other] are { $given } words
} here.
problem-recovery-other = These are not the words that were shown. Look at your paper again.
problem-recovery-unknown = There is nothing kept under these words here. Look whether each word is right.
problem-recovery-word = Word { $position } is not one that a code can have. Did you mean “{ $suggestion }”?
problem-restored-chain = This device was set back to an older state, and can’t write any more. Add it again as a new device.
problem-round-not-open = This round is not open.
problem-slow-failed = That did not work on this device just now. Try again.
problem-time = Choose a time.
problem-too-late-to-rearrange = It is already due, so it can’t be moved any more.
problem-too-long = That is too long. There is room for { $limit } characters.
problem-too-many-devices = You can have up to { $limit } devices. Remove one first.
problem-too-many-plans = There can be up to { $limit } plans. End one first.
problem-unlinked = You are no longer linked.
problem-weekdays = Choose at least one weekday.
problem-words-empty = Write a few words first.
