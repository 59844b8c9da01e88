import type { SignOutMessages } from './SignOutMessages';

export const it: SignOutMessages = {
  language: 'it',
  signOut: 'Esci',
  signOutGlobally: 'Esci da tutti i dispositivi',
  signingOut: 'Uscita in corso…',
  tryAgain: 'Riprova',
  tryingAgain: 'Nuovo tentativo in corso…',
  dismiss: 'Chiudi',
  cancel: 'Annulla',
  account: 'Account',
  finish: 'Completa l’uscita qui',
  confirmTitle: 'Uscire da tutti i dispositivi?',
  confirmBody: 'Dovrai accedere di nuovo su ognuno di essi, compreso questo.',
  onlyThisDevice:
    'Il modo in cui hai effettuato l’accesso ti consente di uscire solo da questo dispositivo.',
  completeLocal: 'Hai effettuato l’uscita da questo dispositivo.',
  completeGlobal: 'Hai effettuato l’uscita da tutti i dispositivi.',
  completeNobody: 'Avevi già effettuato l’uscita.',
  partialLocal:
    'Hai effettuato l’uscita qui, ma non abbiamo potuto confermare che la tua sessione sia terminata.',
  partialGlobal:
    'Hai effettuato l’uscita qui, ma il tuo accesso potrebbe essere ancora attivo su altri dispositivi.',
  partialManagedLogin:
    'Hai effettuato l’uscita, ma la pagina di accesso potrebbe ancora ricordarsi di te.',
  failed: 'Il tuo accesso è ancora attivo su questo dispositivo.',
  failedEndedLocal: 'La tua sessione è terminata, ma questo browser non è riuscito a cancellarla.',
  failedEndedGlobal:
    'Hai effettuato l’uscita ovunque, ma questo browser non è riuscito a cancellare la tua sessione.',
  failedUnknown: 'Non riusciamo a capire se hai effettuato l’uscita.',
  someoneElse: 'Ora qui è attivo l’accesso di {name}. Non è stato modificato nulla.',
  tokensExpireBy:
    'Le app già aperte su altri dispositivi potrebbero funzionare ancora. Orario limite: {time}.',
  retryUntil: 'Puoi riprovare. Orario limite: {time}.',
  pleaseTryAgain: 'Prova di nuovo.',
  willRetryOnline: 'Riproveremo quando tornerai online.',
  identityProvider: 'Su un computer condiviso, esci anche da {provider}.',
  cleanupFailed:
    'Alcuni dati di questa app potrebbero trovarsi ancora su questo dispositivo. Se questo dispositivo è usato anche da altri, elimina i dati di questo sito nelle impostazioni del browser.',
  otherDevicesUnknown: 'L’uscita dagli altri dispositivi potrebbe essere avvenuta oppure no.',
  toBeSure: 'Per sicurezza, accedi di nuovo ed esci da tutti i dispositivi.',
  everyDevice: 'Per sicurezza, esci da ciascuno dei tuoi dispositivi.',
  prepareFailed: 'Questa app non è riuscita a preparare l’uscita.',
  reloadPage: 'Ricarica questa pagina per verificarlo.',
  endedOtherTab: 'Hai effettuato l’uscita in un’altra scheda.',
  endedOtherTabGlobal: 'Hai effettuato l’uscita da tutti i dispositivi in un’altra scheda.',
  endedExpired: 'La tua sessione è scaduta.',
  endedRevoked: 'La tua sessione è stata terminata altrove.',
  endedUnknown: 'La tua sessione qui è stata terminata.',
  signInAgain: 'Accedi di nuovo.',
  tryAgainInThatTab:
    'Il tuo accesso potrebbe essere ancora attivo su altri dispositivi: riprova in quella scheda.',
  otherDevicesMaybe: 'Il tuo accesso potrebbe essere ancora attivo su altri dispositivi.',
  managedLogin:
    'La pagina di accesso potrebbe ancora far entrare qualcuno nel tuo account su questo dispositivo senza password.',
  finishHere: 'Per sicurezza, completa l’uscita qui.',
  clearCookies: 'Per sicurezza, elimina i cookie del browser.',
  'reason.offline': 'Sei offline.',
  'reason.network': 'Non siamo riusciti a raggiungere il servizio di accesso.',
  'reason.timeout': 'Il servizio di accesso non ha risposto in tempo.',
  'reason.throttled': 'Il servizio di accesso è occupato in questo momento.',
  'reason.service': 'Il servizio di accesso ha un problema in questo momento.',
  'reason.sessionExpired': 'La tua sessione era già scaduta.',
  'reason.sessionRevoked': 'La tua sessione era già stata terminata altrove.',
  'reason.userNotReady': 'Il tuo account richiede prima la tua attenzione.',
  'reason.missingScope':
    'Il modo in cui hai effettuato l’accesso non consente di uscire dagli altri dispositivi.',
  'reason.revocationDisabled':
    'Questa app non è configurata per terminare le sessioni in anticipo.',
  'reason.forbidden': 'La richiesta è stata rifiutata.',
  'reason.misconfigured': 'Qualcosa in questa app non è configurato correttamente.',
  'reason.storage':
    'Per cancellare la tua sessione, elimina i dati di questo sito nelle impostazioni del browser.',
  'reason.cancelled': 'L’uscita è stata interrotta prima di essere completata.',
  'reason.notAttempted': 'Questa volta non è stato possibile fare tutto.',
  'reason.unknown': 'Non siamo riusciti a capire che cosa è successo.',
};
