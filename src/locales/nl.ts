import type { SignOutMessages } from './SignOutMessages';

export const nl: SignOutMessages = {
  language: 'nl',
  signOut: 'Uitloggen',
  signOutGlobally: 'Uitloggen op alle apparaten',
  signingOut: 'Bezig met uitloggen…',
  tryAgain: 'Opnieuw proberen',
  tryingAgain: 'Nieuwe poging…',
  dismiss: 'Sluiten',
  cancel: 'Annuleren',
  account: 'Account',
  finish: 'Uitloggen hier afronden',
  confirmTitle: 'Uitloggen op alle apparaten?',
  confirmBody: 'Je moet daarna op elk van die apparaten opnieuw inloggen, ook op dit apparaat.',
  onlyThisDevice:
    'Door de manier waarop je bent ingelogd, kun je alleen op dit apparaat uitloggen.',
  completeLocal: 'Je bent uitgelogd op dit apparaat.',
  completeGlobal: 'Je bent uitgelogd op alle apparaten.',
  completeNobody: 'Je was al uitgelogd.',
  partialLocal:
    'Je bent hier uitgelogd, maar we konden niet bevestigen dat je sessie is beëindigd.',
  partialGlobal: 'Je bent hier uitgelogd, maar misschien ben je op andere apparaten nog ingelogd.',
  partialManagedLogin: 'Je bent uitgelogd, maar de inlogpagina herkent je misschien nog.',
  failed: 'Je bent nog ingelogd op dit apparaat.',
  failedEndedLocal: 'Je sessie is beëindigd, maar deze browser kon die niet wissen.',
  failedEndedGlobal:
    'Je sessies zijn overal beëindigd, maar deze browser kon de eigen sessie niet wissen.',
  failedUnknown: 'We kunnen niet vaststellen of je bent uitgelogd.',
  someoneElse: '{name} is hier nu ingelogd. Er is niets gewijzigd.',
  tokensExpireBy: 'Eerder verleende toegang werkt mogelijk nog tot {time}\u00a0uur.',
  retryUntil: 'Je kunt het tot {time}\u00a0uur opnieuw proberen.',
  willRetryOnline: 'We proberen het opnieuw zodra je weer online bent.',
  identityProvider: 'Log op een gedeelde computer ook uit bij {provider}.',
  cleanupFailed: 'Er staan mogelijk nog gegevens van deze app op dit apparaat.',
  otherDevicesUnknown:
    'Misschien ben je op andere apparaten uitgelogd, misschien ook niet. Log voor de zekerheid opnieuw in en daarna op alle apparaten uit.',
  prepareFailed: 'Deze app kon het uitloggen niet voorbereiden.',
  reloadPage: 'Laad deze pagina opnieuw om het te zien.',
  endedOtherTab: 'Je hebt in een ander tabblad uitgelogd.',
  endedOtherTabGlobal: 'Je hebt in een ander tabblad op alle apparaten uitgelogd.',
  endedExpired: 'Je sessie is verlopen.',
  endedRevoked: 'Je sessie is ergens anders beëindigd.',
  endedUnknown: 'Je bent hier uitgelogd.',
  signInAgain: 'Log opnieuw in.',
  tryAgainInThatTab:
    'Misschien ben je op andere apparaten nog ingelogd: probeer het in dat tabblad opnieuw.',
  otherDevicesMaybe:
    'Misschien ben je op andere apparaten nog ingelogd. Log voor de zekerheid opnieuw in en daarna op alle apparaten uit.',
  managedLogin:
    'Via de inlogpagina kan iemand op dit apparaat misschien nog zonder wachtwoord in je account komen.',
  'reason.offline': 'Je bent offline.',
  'reason.network': 'We konden de inlogdienst niet bereiken.',
  'reason.timeout': 'De inlogdienst heeft niet op tijd gereageerd.',
  'reason.throttled': 'Het is nu druk bij de inlogdienst.',
  'reason.service': 'Er is nu een probleem bij de inlogdienst.',
  'reason.sessionExpired':
    'Je sessie was al verlopen. Log voor de zekerheid opnieuw in en daarna op alle apparaten uit.',
  'reason.sessionRevoked':
    'Je sessie was al ergens anders beëindigd. Log voor de zekerheid opnieuw in en daarna op alle apparaten uit.',
  'reason.userNotReady':
    'Je account heeft eerst aandacht nodig. Log opnieuw in om te zien wat er moet gebeuren.',
  'reason.missingScope':
    'Door de manier waarop je bent ingelogd, kun je andere apparaten niet uitloggen.',
  'reason.revocationDisabled': 'Deze app is niet ingesteld om sessies voortijdig te beëindigen.',
  'reason.forbidden': 'Het verzoek is onderweg geblokkeerd.',
  'reason.misconfigured': 'Er is iets niet goed ingesteld in deze app.',
  'reason.storage':
    'Om je sessie te wissen, wis je de gegevens van deze site in de instellingen van je browser.',
  'reason.cancelled': 'Het uitloggen is gestopt voordat het klaar was.',
  'reason.notAttempted': 'Die stap is deze keer overgeslagen.',
  'reason.unknown': 'We konden niet achterhalen wat er is gebeurd.',
};
