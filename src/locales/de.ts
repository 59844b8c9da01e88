import type { SignOutMessages } from './SignOutMessages';

export const de: SignOutMessages = {
  language: 'de',
  signOut: 'Abmelden',
  signOutGlobally: 'Auf allen Geräten abmelden',
  signingOut: 'Abmeldung läuft\u00a0…',
  tryAgain: 'Erneut versuchen',
  tryingAgain: 'Neuer Versuch läuft\u00a0…',
  dismiss: 'Schließen',
  cancel: 'Abbrechen',
  account: 'Account',
  finish: 'Abmeldung hier abschließen',
  confirmTitle: 'Auf allen Geräten abmelden?',
  confirmBody: 'Danach müssen Sie sich auf jedem dieser Geräte neu anmelden, auch auf diesem.',
  onlyThisDevice: 'Mit dieser Art der Anmeldung können Sie sich nur auf diesem Gerät abmelden.',
  completeLocal: 'Sie sind auf diesem Gerät abgemeldet.',
  completeGlobal: 'Sie sind auf allen Geräten abgemeldet.',
  completeNobody: 'Sie waren bereits abgemeldet.',
  partialLocal:
    'Sie sind hier abgemeldet, aber wir konnten nicht bestätigen, dass Ihre Sitzung beendet ist.',
  partialGlobal:
    'Sie sind hier abgemeldet, aber auf anderen Geräten sind Sie möglicherweise noch angemeldet.',
  partialManagedLogin:
    'Sie sind abgemeldet, aber die Anmeldeseite erkennt Sie möglicherweise noch.',
  failed: 'Sie sind auf diesem Gerät noch angemeldet.',
  failedEndedLocal: 'Ihre Sitzung ist beendet, aber dieser Browser konnte sie nicht löschen.',
  failedEndedGlobal:
    'Sie sind überall abgemeldet, aber dieser Browser konnte Ihre Sitzung nicht löschen.',
  failedUnknown: 'Wir können nicht feststellen, ob Sie abgemeldet sind.',
  someoneElse: 'Jetzt ist hier {name} angemeldet. Es wurde nichts geändert.',
  tokensExpireBy:
    'Apps, die auf anderen Geräten bereits geöffnet sind, funktionieren möglicherweise noch bis {time}\u00a0Uhr.',
  retryUntil: 'Sie können es bis {time}\u00a0Uhr erneut versuchen.',
  pleaseTryAgain: 'Bitte versuchen Sie es erneut.',
  willRetryOnline: 'Sobald Sie wieder online sind, versuchen wir es erneut.',
  identityProvider: 'Melden Sie sich an einem gemeinsam genutzten Computer auch bei {provider} ab.',
  cleanupFailed:
    'Möglicherweise sind noch Daten dieser App auf diesem Gerät. Wenn auch andere dieses Gerät nutzen, löschen Sie in den Browsereinstellungen die Daten dieser Website.',
  otherDevicesUnknown:
    'Andere Geräte wurden möglicherweise abgemeldet, möglicherweise aber auch nicht.',
  toBeSure: 'Um sicherzugehen, melden Sie sich neu an und dann auf allen Geräten ab.',
  everyDevice: 'Um sicherzugehen, melden Sie sich auf jedem Ihrer Geräte ab.',
  prepareFailed: 'Diese App konnte Ihre Abmeldung nicht vorbereiten.',
  reloadPage: 'Laden Sie diese Seite neu, um es zu sehen.',
  endedOtherTab: 'Sie haben sich in einem anderen Tab abgemeldet.',
  endedOtherTabGlobal: 'Sie haben sich in einem anderen Tab auf allen Geräten abgemeldet.',
  endedExpired: 'Ihre Sitzung ist abgelaufen.',
  endedRevoked: 'Ihre Sitzung wurde an anderer Stelle beendet.',
  endedUnknown: 'Sie wurden hier abgemeldet.',
  signInAgain: 'Bitte melden Sie sich neu an.',
  tryAgainInThatTab:
    'Auf anderen Geräten sind Sie möglicherweise noch angemeldet: Versuchen Sie es in dem anderen Tab erneut.',
  otherDevicesMaybe: 'Auf anderen Geräten sind Sie möglicherweise noch angemeldet.',
  managedLogin:
    'Über die Anmeldeseite kommt man auf diesem Gerät möglicherweise noch ohne Passwort in Ihren Account.',
  finishHere: 'Um sicherzugehen, schließen Sie die Abmeldung hier ab.',
  clearCookies: 'Um sicherzugehen, löschen Sie die Cookies Ihres Browsers.',
  'reason.offline': 'Sie sind offline.',
  'reason.network': 'Der Anmeldedienst war nicht erreichbar.',
  'reason.timeout': 'Der Anmeldedienst hat nicht rechtzeitig geantwortet.',
  'reason.throttled': 'Der Anmeldedienst ist gerade ausgelastet.',
  'reason.service': 'Der Anmeldedienst hat gerade ein Problem.',
  'reason.sessionExpired': 'Ihre Sitzung war bereits abgelaufen.',
  'reason.sessionRevoked': 'Ihre Sitzung war bereits an anderer Stelle beendet worden.',
  'reason.userNotReady': 'Bei Ihrem Account ist zuerst etwas zu erledigen.',
  'reason.missingScope': 'Mit dieser Art der Anmeldung können Sie andere Geräte nicht abmelden.',
  'reason.revocationDisabled':
    'Diese App ist nicht dafür eingerichtet, Sitzungen vorzeitig zu beenden.',
  'reason.forbidden': 'Die Anfrage wurde abgelehnt.',
  'reason.misconfigured': 'In dieser App ist etwas nicht richtig eingerichtet.',
  'reason.storage':
    'Um Ihre Sitzung zu entfernen, löschen Sie in den Browsereinstellungen die Daten dieser Website.',
  'reason.cancelled': 'Die Abmeldung wurde gestoppt, bevor sie abgeschlossen war.',
  'reason.notAttempted': 'Diesmal konnte nicht alles erledigt werden.',
  'reason.unknown': 'Wir konnten nicht feststellen, was passiert ist.',
};
