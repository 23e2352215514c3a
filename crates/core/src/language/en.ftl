# What Tertulia says by itself. A text of the app's own under the same name takes its place.

## A press that no block may see

tertulia-expired = This button is too old to be used.
tertulia-foreign = This button is not meant for this chat.
tertulia-unknown = This button no longer works.
tertulia-used = This button has been used already.
tertulia-outdated = This button is out of date. Please use the newest one.

## What is typed to confirm something or not: words with commas between them

tertulia-yes-words = yes, y, yeah, yep, sure, ok, okay
tertulia-no-words = no, n, nope, cancel

## After an event was set aside

tertulia-failed = Sorry, that did not work. Please try again later.
tertulia-apology = Sorry, something went wrong. Please try again later.
