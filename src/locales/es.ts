import type { SignOutMessages } from './SignOutMessages';

export const es: SignOutMessages = {
  language: 'es',
  signOut: 'Cerrar sesión',
  signOutGlobally: 'Cerrar sesión en todos los dispositivos',
  signingOut: 'Cerrando sesión…',
  tryAgain: 'Intentar de nuevo',
  tryingAgain: 'Intentando de nuevo…',
  dismiss: 'Descartar',
  cancel: 'Cancelar',
  account: 'Cuenta',
  finish: 'Terminar de cerrar sesión aquí',
  confirmTitle: '¿Cerrar sesión en todos los dispositivos?',
  confirmBody: 'Tendrá que volver a iniciar sesión en cada uno de ellos, incluido este.',
  onlyThisDevice: 'Por la forma en que inició sesión, solo puede cerrarla en este dispositivo.',
  completeLocal: 'Ha cerrado sesión en este dispositivo.',
  completeGlobal: 'Ha cerrado sesión en todos los dispositivos.',
  completeNobody: 'Usted ya había cerrado sesión.',
  partialLocal:
    'Ha cerrado sesión aquí, pero no hemos podido confirmar que su sesión haya finalizado.',
  partialGlobal: 'Ha cerrado sesión aquí, pero es posible que siga abierta en otros dispositivos.',
  partialManagedLogin:
    'Ha cerrado sesión, pero es posible que la página de inicio de sesión aún le recuerde.',
  failed: 'Su sesión sigue abierta en este dispositivo.',
  failedEndedLocal: 'Su sesión ha finalizado, pero este navegador no ha podido borrarla.',
  failedEndedGlobal:
    'Sus sesiones han finalizado en todas partes, pero este navegador no ha podido borrar la suya.',
  failedUnknown: 'No podemos saber si ha cerrado sesión.',
  someoneElse: 'Ahora la sesión abierta aquí es de {name}. No se ha cambiado nada.',
  tokensExpireBy: 'Los accesos ya concedidos podrían seguir funcionando. Hora límite: {time}.',
  retryUntil: 'Puede volver a intentarlo. Hora límite: {time}.',
  willRetryOnline: 'Volveremos a intentarlo cuando recupere la conexión.',
  identityProvider: 'En un equipo compartido, cierre también la sesión de {provider}.',
  cleanupFailed: 'Es posible que queden datos de esta aplicación en este dispositivo.',
  otherDevicesUnknown:
    'Puede que su sesión se haya cerrado en otros dispositivos, o puede que no. Para mayor seguridad, vuelva a iniciar sesión y ciérrela en todos los dispositivos.',
  prepareFailed: 'Esta aplicación no ha podido prepararse para cerrar su sesión.',
  reloadPage: 'Vuelva a cargar esta página para comprobarlo.',
  endedOtherTab: 'Ha cerrado sesión en otra pestaña.',
  endedOtherTabGlobal: 'Ha cerrado sesión en todos los dispositivos desde otra pestaña.',
  endedExpired: 'Su sesión ha caducado.',
  endedRevoked: 'Su sesión se ha cerrado desde otro lugar.',
  endedUnknown: 'Su sesión se ha cerrado aquí.',
  signInAgain: 'Vuelva a iniciar sesión.',
  tryAgainInThatTab:
    'Es posible que su sesión siga abierta en otros dispositivos: inténtelo de nuevo en esa pestaña.',
  otherDevicesMaybe:
    'Es posible que su sesión siga abierta en otros dispositivos. Para mayor seguridad, vuelva a iniciar sesión y ciérrela en todos los dispositivos.',
  managedLogin:
    'Es posible que la página de inicio de sesión aún permita entrar en su cuenta desde este dispositivo sin contraseña.',
  'reason.offline': 'No tiene conexión a Internet.',
  'reason.network': 'No hemos podido conectar con el servicio de inicio de sesión.',
  'reason.timeout': 'El servicio de inicio de sesión no ha respondido a tiempo.',
  'reason.throttled': 'El servicio de inicio de sesión está ocupado en este momento.',
  'reason.service': 'El servicio de inicio de sesión tiene un problema en este momento.',
  'reason.sessionExpired':
    'Su sesión ya había caducado. Para mayor seguridad, vuelva a iniciar sesión y ciérrela en todos los dispositivos.',
  'reason.sessionRevoked':
    'Su sesión ya se había cerrado desde otro lugar. Para mayor seguridad, vuelva a iniciar sesión y ciérrela en todos los dispositivos.',
  'reason.userNotReady':
    'Antes hay algo pendiente en su cuenta. Vuelva a iniciar sesión para ver qué es.',
  'reason.missingScope': 'La forma en que inició sesión no permite cerrarla en otros dispositivos.',
  'reason.revocationDisabled':
    'Esta aplicación no está configurada para finalizar sesiones antes de tiempo.',
  'reason.forbidden': 'La solicitud se bloqueó en el camino.',
  'reason.misconfigured': 'Hay algo mal configurado en esta aplicación.',
  'reason.storage':
    'Para borrar su sesión, elimine los datos de este sitio en la configuración del navegador.',
  'reason.cancelled': 'El cierre de sesión se detuvo antes de completarse.',
  'reason.notAttempted': 'Esta vez se omitió ese paso.',
  'reason.unknown': 'No hemos podido saber qué ha pasado.',
};
