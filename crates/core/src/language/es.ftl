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

## Después de apartar un evento

tertulia-failed = Lo siento, eso no ha funcionado. Inténtalo de nuevo más tarde.
tertulia-apology = Lo siento, algo salió mal. Inténtalo de nuevo más tarde.
