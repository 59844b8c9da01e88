import type { SignOutMessages } from './SignOutMessages';

export const pl: SignOutMessages = {
  language: 'pl',
  signOut: 'Wyloguj się',
  signOutGlobally: 'Wyloguj się ze wszystkich urządzeń',
  signingOut: 'Wylogowywanie…',
  tryAgain: 'Spróbuj ponownie',
  tryingAgain: 'Ponowna próba…',
  dismiss: 'Zamknij',
  cancel: 'Anuluj',
  account: 'Konto',
  finish: 'Dokończ wylogowanie tutaj',
  confirmTitle: 'Wylogować się ze wszystkich urządzeń?',
  confirmBody: 'Na każdym z nich, również na tym, trzeba będzie zalogować się ponownie.',
  onlyThisDevice: 'Użyty sposób logowania pozwala wylogować się tylko z tego urządzenia.',
  completeLocal: 'Wylogowano Cię z tego urządzenia.',
  completeGlobal: 'Wylogowano Cię ze wszystkich urządzeń.',
  completeNobody: 'Wylogowano Cię już wcześniej.',
  partialLocal:
    'Wylogowano Cię tutaj, ale nie udało nam się potwierdzić, że Twoja sesja została zakończona.',
  partialGlobal: 'Wylogowano Cię tutaj, ale inne urządzenia mogą być nadal zalogowane.',
  partialManagedLogin: 'Wylogowano Cię, ale strona logowania może Cię nadal pamiętać.',
  failed: 'Twoje konto jest nadal zalogowane na tym urządzeniu.',
  failedEndedLocal: 'Twoja sesja została zakończona, ale ta przeglądarka nie zdołała jej usunąć.',
  failedEndedGlobal:
    'Twoje sesje zostały wszędzie zakończone, ale ta przeglądarka nie zdołała usunąć swojej.',
  failedUnknown: 'Nie możemy stwierdzić, czy Cię wylogowano.',
  someoneElse: 'Teraz zalogowane jest tu konto {name}. Niczego nie zmieniono.',
  tokensExpireBy: 'Przyznany wcześniej dostęp może jeszcze działać do {time}.',
  retryUntil: 'Możesz spróbować ponownie do {time}.',
  willRetryOnline: 'Spróbujemy ponownie, gdy znów będziesz online.',
  identityProvider: 'Na współdzielonym komputerze wyloguj się także z konta {provider}.',
  cleanupFailed: 'Część danych tej aplikacji może nadal znajdować się na tym urządzeniu.',
  otherDevicesUnknown:
    'Być może wylogowano Cię z innych urządzeń, a być może nie. Dla pewności zaloguj się ponownie i wyloguj ze wszystkich urządzeń.',
  prepareFailed: 'Ta aplikacja nie zdołała przygotować wylogowania.',
  reloadPage: 'Odśwież tę stronę, aby to sprawdzić.',
  managedLogin:
    'Strona logowania może nadal wpuścić kogoś na Twoje konto na tym urządzeniu bez hasła.',
  'reason.offline': 'Jesteś offline.',
  'reason.network': 'Nie udało nam się połączyć z usługą logowania.',
  'reason.timeout': 'Usługa logowania nie odpowiedziała na czas.',
  'reason.throttled': 'Usługa logowania jest teraz bardzo obciążona.',
  'reason.service': 'Usługa logowania ma teraz problem.',
  'reason.sessionExpired':
    'Twoja sesja wygasła już wcześniej. Dla pewności zaloguj się ponownie i wyloguj ze wszystkich urządzeń.',
  'reason.sessionRevoked':
    'Twoja sesja została już wcześniej zakończona w innym miejscu. Dla pewności zaloguj się ponownie i wyloguj ze wszystkich urządzeń.',
  'reason.userNotReady':
    'Twoje konto najpierw wymaga uwagi. Zaloguj się ponownie, aby zobaczyć, co trzeba zrobić.',
  'reason.missingScope': 'Użyty sposób logowania nie pozwala wylogować innych urządzeń.',
  'reason.revocationDisabled':
    'Ta aplikacja nie jest skonfigurowana tak, aby kończyć sesje przed czasem.',
  'reason.forbidden': 'Żądanie zostało po drodze zablokowane.',
  'reason.misconfigured': 'Coś w tej aplikacji jest źle skonfigurowane.',
  'reason.storage': 'Aby usunąć swoją sesję, wyczyść dane tej witryny w ustawieniach przeglądarki.',
  'reason.cancelled': 'Wylogowywanie zatrzymano, zanim się zakończyło.',
  'reason.notAttempted': 'Tym razem ten krok pominięto.',
  'reason.unknown': 'Nie udało nam się ustalić, co się stało.',
};
