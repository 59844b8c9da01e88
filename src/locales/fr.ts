import type { SignOutMessages } from './SignOutMessages';

export const fr: SignOutMessages = {
  language: 'fr',
  signOut: 'Se déconnecter',
  signOutGlobally: 'Se déconnecter de tous les appareils',
  signingOut: 'Déconnexion en cours…',
  tryAgain: 'Réessayer',
  tryingAgain: 'Nouvelle tentative…',
  dismiss: 'Fermer',
  cancel: 'Annuler',
  account: 'Compte',
  finish: 'Terminer la déconnexion ici',
  confirmTitle: 'Se déconnecter de tous les appareils\u202f?',
  confirmBody: 'Vous devrez vous reconnecter sur chacun d’eux, y compris celui-ci.',
  onlyThisDevice: 'Votre méthode de connexion ne permet de vous déconnecter que de cet appareil.',
  completeLocal: 'Déconnexion effectuée sur cet appareil.',
  completeGlobal: 'Déconnexion effectuée sur tous les appareils.',
  completeNobody: 'Votre session était déjà fermée.',
  partialLocal:
    'Déconnexion effectuée ici, mais nous n’avons pas pu confirmer la fin de votre session.',
  partialGlobal:
    'Déconnexion effectuée ici, mais d’autres appareils sont peut-être encore connectés.',
  partialManagedLogin:
    'Déconnexion effectuée, mais la page de connexion se souvient peut-être encore de vous.',
  failed: 'Votre session est toujours ouverte sur cet appareil.',
  failedEndedLocal: 'Votre session a pris fin, mais ce navigateur n’a pas pu l’effacer.',
  failedEndedGlobal:
    'Vos sessions ont pris fin partout, mais ce navigateur n’a pas pu effacer la sienne.',
  failedUnknown: 'Nous ne pouvons pas déterminer si votre session est fermée.',
  someoneElse: '{name} a maintenant une session ouverte ici. Rien n’a été modifié.',
  tokensExpireBy: 'Les accès déjà accordés peuvent encore fonctionner. Heure limite\u00a0: {time}.',
  retryUntil: 'Vous pouvez réessayer. Heure limite\u00a0: {time}.',
  willRetryOnline: 'Nous réessaierons dès que vous serez de nouveau en ligne.',
  identityProvider: 'Sur un ordinateur partagé, déconnectez-vous aussi de votre compte {provider}.',
  cleanupFailed: 'Des données de cette application sont peut-être encore sur cet appareil.',
  otherDevicesUnknown:
    'Les autres appareils ont peut-être été déconnectés, ou peut-être pas. Par précaution, reconnectez-vous, puis déconnectez-vous de tous les appareils.',
  prepareFailed: 'Cette application n’a pas pu se préparer à vous déconnecter.',
  reloadPage: 'Rechargez cette page pour le savoir.',
  endedOtherTab: 'Déconnexion effectuée dans un autre onglet.',
  endedOtherTabGlobal: 'Déconnexion de tous les appareils effectuée dans un autre onglet.',
  endedExpired: 'Votre session a expiré.',
  endedRevoked: 'Votre session a été fermée ailleurs.',
  endedUnknown: 'Votre session a été fermée ici.',
  signInAgain: 'Veuillez vous reconnecter.',
  tryAgainInThatTab:
    'D’autres appareils sont peut-être encore connectés\u00a0: réessayez dans cet autre onglet.',
  otherDevicesMaybe:
    'D’autres appareils sont peut-être encore connectés. Par précaution, reconnectez-vous, puis déconnectez-vous de tous les appareils.',
  managedLogin:
    'La page de connexion permet peut-être encore d’accéder à votre compte sur cet appareil sans mot de passe.',
  'reason.offline': 'Vous êtes hors ligne.',
  'reason.network': 'Nous n’avons pas pu joindre le service de connexion.',
  'reason.timeout': 'Le service de connexion n’a pas répondu à temps.',
  'reason.throttled': 'Le service de connexion est très sollicité en ce moment.',
  'reason.service': 'Le service de connexion rencontre un problème en ce moment.',
  'reason.sessionExpired':
    'Votre session avait déjà expiré. Par précaution, reconnectez-vous, puis déconnectez-vous de tous les appareils.',
  'reason.sessionRevoked':
    'Votre session avait déjà été fermée ailleurs. Par précaution, reconnectez-vous, puis déconnectez-vous de tous les appareils.',
  'reason.userNotReady':
    'Votre compte demande d’abord votre attention. Reconnectez-vous pour voir ce qu’il y a à faire.',
  'reason.missingScope':
    'Votre méthode de connexion ne permet pas de déconnecter d’autres appareils.',
  'reason.revocationDisabled':
    'Cette application n’est pas configurée pour mettre fin aux sessions avant leur terme.',
  'reason.forbidden': 'La demande a été bloquée en chemin.',
  'reason.misconfigured': 'Quelque chose est mal configuré dans cette application.',
  'reason.storage':
    'Pour effacer votre session, supprimez les données de ce site dans les paramètres de votre navigateur.',
  'reason.cancelled': 'La déconnexion a été interrompue avant la fin.',
  'reason.notAttempted': 'Cette étape n’a pas été tentée cette fois-ci.',
  'reason.unknown': 'Nous n’avons pas pu savoir ce qui s’est passé.',
};
