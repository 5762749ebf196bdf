### Before one is inside: the device notice, the first start, the lock, and what stands in the way.

# Under the notice, while the rest of the app is on its way. This stands in the page itself, so it takes no arguments.
arrival-loading = Fetching the rest of the app
arrival-failed = The rest of the app could not be fetched. Check the connection, then try again.
arrival-again = Try again

notice-title = Before you start
notice-what = Troth is a quiet, private place to work on broken trust, alone or together, in small steps.
notice-lead = Could someone else be looking at this device?
notice-can-title = What Troth can protect
notice-can = What you write is sealed on this device before it goes anywhere. The server that carries it cannot read it.
notice-cannot-title = What Troth cannot protect
notice-cannot = If someone watches this screen, knows your passcode, or has put software on this device, they may see what you type. Troth cannot notice that, and cannot keep it out.
notice-history = Hide leaves this page quickly. It does not erase your browser’s history.
notice-server-title = Who runs the server
notice-server = The person who runs the server cannot read your words. They can see that this device writes, when, and from which internet address. They could change the program itself.
notice-server-partner = If your partner runs it, or someone close to them, write somewhere else.
notice-unsure-title = If you are not sure
notice-unsure = Use a device that the other person has never held. You can stop here and come back another day.
notice-read = I have read this
notice-hide = Hide is at the top of every screen. Pressing Shift three times does the same.

welcome-title = A quiet place to rebuild trust
welcome-lead = Trust has broken between you and someone you love. Troth is a quiet, private place to work on that, alone or with them, in small steps, at the pace of the one who was hurt. It can’t promise how it ends.
welcome-words = No account, email or phone number. What you write stays on your device. Once you link, your partner gets only what you share.
welcome-alone = Start alone
welcome-invitation = I have an invitation
welcome-recovery = I have a recovery code
welcome-not-for = Troth is not therapy, not a diagnosis and not an emergency service. It is not for a relationship with fear, violence or control. Either of you may stop at any time.
welcome-other-way = Start another way

name-label = Your name here
name-hint = Your partner sees it once you link. A short name is fine.

welcome-alone-title = Start alone
welcome-alone-lead = You can invite your partner later, or never.
welcome-begin = Start Troth

welcome-invitation-title = Your invitation
welcome-invitation-lead = Paste the link that you were given.
invitation-label = The link
invitation-hint = It is long and ends in many letters. Nothing is shared by opening it.
invitation-open = Open the invitation

welcome-recovery-title = Your recovery code
welcome-recovery-lead = Nine words on paper restore everything on this device.
recovery-words-label = The nine words
recovery-words-hint = In their order, with a space between them.
welcome-recover = Restore my entries
returning-title = Make room for this device
returning-lead = You can have { $limit } devices, and all places are taken. Choose the devices that you no longer use.
returning-choose = Devices to remove
returning-go-on = Remove them and continue
returning-note = From then on they get nothing new. What they already hold stays on them until it is deleted there.

locked-title = Locked
locked-passphrase = Your passphrase
locked-open = Open Troth
locked-forgotten = I have forgotten my passphrase
locked-empty-words = Troth was not started on this device, so nothing you wrote is behind this lock. You can delete the lock here and begin again.
locked-empty-ask = Only the lock is deleted. You have not written anything here yet.
locked-forgotten-words = Nobody can open this without the passphrase. If you have a recovery code or a second device, you can delete what is here and start again from that.

second-tab-title = Open in another tab
second-tab-words = Troth runs in one tab at a time, so that nothing is written twice.
second-tab-use = Use Troth here

no-storage-title = No room to write
no-storage-words = This browser keeps nothing for this page, as some private windows do. Open Troth in an ordinary window. Nothing was lost.
broken-title = Troth cannot read its storage
broken-keys = The keys on this device cannot be read. Nothing is written over them. Try again, or start from your recovery code in another browser.
broken-trial = A trial version of Troth wrote what is on this device, and this version cannot read it. Nothing is written over it. Export your words with the version that wrote them, then start again in another browser.
broken-again = Try again
wipe-failed-title = Not everything is deleted
wipe-failed-words = The browser did not delete all of it. Open the browser’s settings and clear the data of this site. That deletes the rest.

stopped-title = Troth has stopped
stopped-words = Something in the program broke. What was saved before is still on this device.
stopped-again = Start again
