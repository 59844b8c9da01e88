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
  confirmBody: 'Vous devrez vous reconnecter sur chacun d’eux, cet appareil compris.',
  onlyThisDevice: 'Votre méthode de connexion ne permet de vous déconnecter que de cet appareil.',
  completeLocal: 'Déconnexion effectuée sur cet appareil.',
  completeGlobal: 'Déconnexion effectuée sur tous les appareils.',
  completeNobody: 'Votre session était déjà fermée.',
  partialLocal:
    'Déconnexion effectuée ici, mais nous n’avons pas pu confirmer la fin de votre session.',
  partialGlobal:
    'Déconnexion effectuée ici, mais d’autres appareils pourraient encore être connectés.',
  partialManagedLogin:
    'Déconnexion effectuée, mais la page de connexion pourrait encore se souvenir de vous.',
  failed: 'Votre session est toujours ouverte sur cet appareil.',
  failedEndedLocal: 'Votre session a pris fin, mais ce navigateur n’a pas pu l’effacer.',
  failedEndedGlobal:
    'Déconnexion effectuée partout, mais ce navigateur n’a pas pu effacer votre session.',
  failedUnknown: 'Nous ne pouvons pas déterminer si votre session est fermée.',
  someoneElse: '{name} a maintenant une session ouverte ici. Rien n’a été modifié.',
  tokensExpireBy:
    'Les applications déjà ouvertes sur d’autres appareils pourraient encore fonctionner. Heure limite\u00a0: {time}.',
  retryUntil: 'Vous pouvez réessayer. Heure limite\u00a0: {time}.',
  pleaseTryAgain: 'Veuillez réessayer.',
  willRetryOnline: 'Nous réessaierons dès que vous serez de nouveau en ligne.',
  identityProvider:
    'Sur un ordinateur partagé, pensez à vous déconnecter aussi de votre compte {provider}.',
  cleanupFailed:
    'Il pourrait rester des données de cette application sur cet appareil. Si d’autres personnes l’utilisent aussi, supprimez les données de ce site dans les paramètres de votre navigateur.',
  otherDevicesUnknown: 'Nous ne savons pas si les autres appareils ont été déconnectés.',
  toBeSure:
    'Par précaution, il vaut mieux vous reconnecter, puis vous déconnecter de tous les appareils.',
  everyDevice: 'Par précaution, il vaut mieux vous déconnecter de chacun de vos appareils.',
  prepareFailed: 'Cette application n’a pas pu se préparer à vous déconnecter.',
  reloadPage: 'Rechargez cette page pour le savoir.',
  endedOtherTab: 'Déconnexion effectuée dans un autre onglet.',
  endedOtherTabGlobal: 'Déconnexion de tous les appareils effectuée dans un autre onglet.',
  endedExpired: 'Votre session a expiré.',
  endedRevoked: 'Votre session a été fermée ailleurs.',
  endedUnknown: 'Votre session a été fermée ici.',
  signInAgain: 'Veuillez vous reconnecter.',
  tryAgainInThatTab:
    'D’autres appareils pourraient encore être connectés\u00a0: réessayez dans cet autre onglet.',
  otherDevicesMaybe: 'D’autres appareils pourraient encore être connectés.',
  managedLogin:
    'La page de connexion pourrait encore permettre d’accéder à votre compte sur cet appareil sans mot de passe.',
  finishHere: 'Par précaution, terminez la déconnexion ici.',
  clearCookies: 'Par précaution, supprimez les cookies de votre navigateur.',
  'reason.offline': 'Vous êtes hors ligne.',
  'reason.network': 'Nous n’avons pas pu joindre le service de connexion.',
  'reason.timeout': 'Le service de connexion n’a pas répondu à temps.',
  'reason.throttled': 'Le service de connexion est très sollicité en ce moment.',
  'reason.service': 'Le service de connexion rencontre un problème en ce moment.',
  'reason.sessionExpired': 'Votre session avait déjà expiré.',
  'reason.sessionRevoked': 'Votre session avait déjà été fermée ailleurs.',
  'reason.userNotReady': 'Votre compte demande d’abord votre attention.',
  'reason.missingScope':
    'Votre méthode de connexion ne permet pas de déconnecter d’autres appareils.',
  'reason.revocationDisabled':
    'Cette application n’est pas configurée pour mettre fin aux sessions avant leur terme.',
  'reason.forbidden': 'La demande a été refusée.',
  'reason.misconfigured': 'Quelque chose est mal configuré dans cette application.',
  'reason.storage':
    'Pour effacer votre session, supprimez les données de ce site dans les paramètres de votre navigateur.',
  'reason.cancelled': 'La déconnexion a été interrompue avant la fin.',
  'reason.notAttempted': 'Tout n’a pas pu être fait cette fois.',
  'reason.unknown': 'Nous n’avons pas pu savoir ce qui s’est passé.',
};
