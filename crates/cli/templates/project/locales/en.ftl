# What the bot says in English, as Fluent messages: https://projectfluent.org/fluent/guide
# It is named where it is said: t!("hello", name = …) in Rust, { t: hello, name: … } in a template.

hello = Hello { $name }!
hello-stranger = Hello!
what-will-it-be = What will it be?
tea = Tea
coffee = Coffee
sign-up = Sign up
show-menu = Menu
not-understood = Sorry, I did not get that.
language-set = From now on we speak English.

# The number decides the form, in every language by its own rules.
ordered = { $drink ->
        [tea] One tea, coming up!
       *[coffee] One coffee, coming up!
    } { $count ->
        [one] That is your first order.
       *[other] That makes { $count } orders.
    }

ask-email = What is your e-mail?
ask-age = How old are you? You can skip this.
email = E-mail
age = Age
signed-up = Welcome, { $email }!
signed-up-with-age = Welcome, { $email }, { $age }!
