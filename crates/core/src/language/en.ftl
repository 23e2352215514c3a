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

## Choices that show the next page, and the one before

tertulia-more = More
tertulia-back = Back

## After an event was set aside

tertulia-failed = Sorry, that did not work. Please try again later.
tertulia-apology = Sorry, something went wrong. Please try again later.

## Forms

tertulia-form-question = { $label }?
tertulia-form-yes = Yes
tertulia-form-no = No
tertulia-form-skip = Skip

## Words that may be typed, with commas between them

tertulia-form-yes-words = yes, y, yeah, yep, ok, okay, sure
tertulia-form-no-words = no, n, nope, nah
tertulia-form-back-words = back, go back
tertulia-form-cancel-words = cancel, stop
tertulia-form-skip-words = skip, next
tertulia-form-today-words = today
tertulia-form-tomorrow-words = tomorrow
tertulia-form-yesterday-words = yesterday

## What is wrong with an answer

tertulia-form-misread = Sorry, that is no answer to my question.
tertulia-form-no-choice = Please choose one of these.
tertulia-form-no-text = Please write it.
tertulia-form-no-email = That is no e-mail address. One looks like ana@example.com.
tertulia-form-no-phone = That is no phone number. One looks like +34 600 123 456.
tertulia-form-no-number = Please give one number.
tertulia-form-no-integer = Please give a whole number.
tertulia-form-no-date = That is no date. One looks like 2030-12-31.
tertulia-form-no-location = Please send a location.
tertulia-form-no-attachment = Please send a picture or a file.
tertulia-form-range = From { $min } to { $max }, please.
tertulia-form-least = At least { $min }, please.
tertulia-form-greatest = At most { $max }, please.
tertulia-form-longer = At least { $min } { $min ->
    [one] character
   *[other] characters
}, please.
tertulia-form-shorter = At most { $max } { $max ->
    [one] character
   *[other] characters
}, please.

## At the end of a form

tertulia-form-confirm = Is that right?
tertulia-form-right = Yes
tertulia-form-change = Change
tertulia-form-cancel = Cancel
tertulia-form-what = What is to be changed?
tertulia-form-nothing = –
tertulia-form-cancelled = All right, cancelled.
tertulia-form-timed-out = That took too long, so I have stopped asking.
tertulia-form-given-up = Let us leave it at that for now.
tertulia-form-over = That form is closed.
