# Lo que Tertulia dice por sí misma. Un texto propio de la aplicación con el mismo nombre lo sustituye.

## Un botón que ningún bloque puede ver

tertulia-expired = Este botón ya es demasiado antiguo.
tertulia-foreign = Este botón no es para este chat.
tertulia-unknown = Este botón ya no funciona.
tertulia-used = Este botón ya se ha usado.
tertulia-outdated = Este botón ya no está al día. Usa el más reciente, por favor.

## Lo que se escribe para confirmar algo o no: palabras separadas por comas

tertulia-yes-words = sí, si, s, claro, vale, ok
tertulia-no-words = no, n, cancelar, cancela

## Lo que muestra la página siguiente y la anterior

tertulia-more = Más
tertulia-back = Atrás

## Después de apartar un evento

tertulia-failed = Lo siento, eso no ha funcionado. Inténtalo de nuevo más tarde.
tertulia-apology = Lo siento, algo salió mal. Inténtalo de nuevo más tarde.

## Formularios

tertulia-form-question = ¿{ $label }?
tertulia-form-yes = Sí
tertulia-form-no = No
tertulia-form-skip = Omitir

## Palabras que se pueden escribir, separadas por comas

tertulia-form-yes-words = sí, si, s, claro, vale, de acuerdo
tertulia-form-no-words = no, n
tertulia-form-back-words = atrás, atras, volver
tertulia-form-cancel-words = cancelar, parar
tertulia-form-skip-words = omitir, saltar, siguiente
tertulia-form-today-words = hoy
tertulia-form-tomorrow-words = mañana, manana
tertulia-form-yesterday-words = ayer

## Qué falla en una respuesta

tertulia-form-misread = Lo siento, eso no responde a mi pregunta.
tertulia-form-no-choice = Elige una de estas opciones, por favor.
tertulia-form-no-text = Escríbelo, por favor.
tertulia-form-no-email = Eso no es un correo electrónico. Uno es así: ana@example.com.
tertulia-form-no-phone = Eso no es un número de teléfono. Uno es así: +34 600 123 456.
tertulia-form-no-number = Dame un solo número, por favor.
tertulia-form-no-integer = Dame un número entero, por favor.
tertulia-form-no-date = Eso no es una fecha. Una es así: 31/12/2030.
tertulia-form-no-location = Envía una ubicación, por favor.
tertulia-form-no-attachment = Envía una imagen o un archivo, por favor.
tertulia-form-range = De { $min } a { $max }, por favor.
tertulia-form-least = Como mínimo { $min }, por favor.
tertulia-form-greatest = Como máximo { $max }, por favor.
tertulia-form-longer = Como mínimo { $min } { $min ->
    [one] carácter
   *[other] caracteres
}, por favor.
tertulia-form-shorter = Como máximo { $max } { $max ->
    [one] carácter
   *[other] caracteres
}, por favor.

## Al final de un formulario

tertulia-form-confirm = ¿Está bien así?
tertulia-form-right = Sí
tertulia-form-change = Cambiar
tertulia-form-cancel = Cancelar
tertulia-form-what = ¿Qué hay que cambiar?
tertulia-form-nothing = –
tertulia-form-cancelled = De acuerdo, cancelado.
tertulia-form-timed-out = Ha pasado demasiado tiempo, así que he dejado de preguntar.
tertulia-form-given-up = Dejémoslo así por ahora.
tertulia-form-over = Ese formulario ya está cerrado.
