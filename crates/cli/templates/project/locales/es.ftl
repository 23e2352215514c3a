# Lo que dice el bot en español, como mensajes de Fluent: https://projectfluent.org/fluent/guide

hello = ¡Hola, { $name }!
hello-stranger = ¡Hola!
what-will-it-be = ¿Qué te pongo?
tea = Té
coffee = Café
sign-up = Registrarme
show-menu = Menú
not-understood = Perdona, no te he entendido.
language-set = A partir de ahora hablamos español.

ordered = { $drink ->
        [tea] ¡Marchando un té!
       *[coffee] ¡Marchando un café!
    } { $count ->
        [one] Es tu primer pedido.
       *[other] Ya van { $count } pedidos.
    }

ask-email = ¿Cuál es tu correo?
ask-age = ¿Cuántos años tienes? Puedes saltarte esta pregunta.
email = Correo
age = Edad
signed-up = ¡Te damos la bienvenida, { $email }!
signed-up-with-age = ¡Te damos la bienvenida, { $email }, { $age }!
