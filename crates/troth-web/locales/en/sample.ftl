### Looking around with two made-up people. Their record itself is sample.txt.

sample-offer = Look at a sample couple
sample-offer-about = Two made-up people, six months on. Nothing there is kept or sent.
sample-label = The sample couple
sample-words = A made-up couple, as { $me } sees it. Nothing written here is kept or sent.
sample-switch = Look as { $other }
sample-leave = Leave the sample
settings-sample-title = This is the sample
settings-sample = Linking, devices, the recovery code, the lock, unlinking and deleting belong to a space of your own. For two made-up people there is nothing to set up.

done-sample-side = You look as { $name } now.
problem-sample = The sample couple could not be fetched. Try again when there is a network.
problem-only-real = That belongs to a space of your own. Leave the sample to begin one.
