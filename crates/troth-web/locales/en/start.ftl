### Before one is inside: the device notice, the first start, the lock, and what stands in the way.

# Under the notice, while the rest of the app is on its way. This stands in the page itself, so it takes no arguments.
arrival-loading = Fetching the rest of the app
arrival-failed = The rest of the app could not be fetched. Check the connection, then try again.
arrival-again = Try again

notice-title = Before you write
notice-lead = Could somebody else be looking at this device?
notice-can-title = What Troth can protect
notice-can = What you write is sealed on this device before it goes anywhere. The server that carries it can’t read it.
notice-cannot-title = What it can’t
notice-cannot = If someone watches this screen, knows your passcode, or has put software on this device, they may see what you type. Troth can’t notice that, and can’t keep it out.
notice-history = Hide leaves this page quickly. It does not erase your browser’s history.
notice-unsure-title = If you are not sure
notice-unsure = Use a device that the other person has never held. You can stop here and come back another day.
notice-read = I have read this
notice-hide = Hide is at the top of every screen. Pressing Shift three times does the same.

welcome-title = A quiet place to rebuild trust
welcome-lead = Troth goes through it with two people, in small steps. You can begin alone.
welcome-words = No account, no e-mail, no phone number. What you write stays on your device and, once you link, with your partner.
welcome-alone = Start alone
welcome-invitation = I have an invitation
welcome-recovery = I have a recovery code
welcome-not-for = Troth is not therapy, not a diagnosis and not an emergency service. It is not for a relationship with fear, violence or control. Either of you may stop at any time.
welcome-other-way = Back to the start

name-label = Your name here
name-hint = Your partner will see it once you link. A short name is fine.

welcome-alone-title = Start alone
welcome-alone-lead = You can invite your partner later, or never.
welcome-begin = Begin

welcome-invitation-title = Your invitation
welcome-invitation-lead = Paste the link that you were given.
invitation-label = The link
invitation-hint = It is long and ends in many letters. Nothing is shared by opening it.
invitation-open = Open it

welcome-recovery-title = Your recovery code
welcome-recovery-lead = Nine words on paper bring everything back to this device.
recovery-words-label = The nine words
recovery-words-hint = In their order, with a space between them.
welcome-recover = Bring it back
returning-title = Make room for this device
returning-lead = You can have { $limit } devices, and all places are taken. Choose those that you no longer use.
returning-choose = Take these out
returning-go-on = Take them out and go on
returning-note = They get nothing new from then on. What they hold stays on them until it is deleted there.

locked-title = Locked
locked-passphrase = Your passphrase
locked-open = Open
locked-forgotten = I have forgotten it
locked-empty-words = Troth has not been started on this device yet, so nothing of yours is behind this lock. You can delete the lock here and begin again.
locked-empty-ask = Only the lock is deleted. Nothing of yours is here yet.
locked-forgotten-words = Nobody can open this without the passphrase. If you have a recovery code or a second device, you can delete what is here and start again from that.

second-tab-title = Open in another tab
second-tab-words = Troth runs in one tab at a time, so that nothing is written twice.
second-tab-use = Use it here

no-storage-title = No room to write
no-storage-words = This browser keeps nothing for this page, as some private windows do. Open Troth in an ordinary window. Nothing was lost.
broken-title = Troth can’t read its storage
broken-keys = The keys on this device can’t be read. Nothing is written over them. Try again, or start from your recovery code in another browser.
broken-trial = A trial version of Troth wrote what is on this device, and this version can’t read it. Nothing is written over it. Export your words with the version that wrote them, then begin anew in another browser.
broken-again = Try again
wipe-failed-title = Not everything is deleted
wipe-failed-words = The browser did not let go of all of it. Open the browser’s settings and clear the data of this site. That takes away the rest.

stopped-title = Troth has stopped
stopped-words = Something in the program broke. What was kept before is still on this device.
stopped-again = Start again
