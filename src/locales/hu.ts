import type { SignOutMessages } from './SignOutMessages';

export const hu: SignOutMessages = {
  language: 'hu',
  signOut: 'Kijelentkezés',
  signOutGlobally: 'Kijelentkezés minden eszközről',
  signingOut: 'Kijelentkezés folyamatban…',
  tryAgain: 'Újrapróbálkozás',
  tryingAgain: 'Újrapróbálkozás folyamatban…',
  dismiss: 'Bezárás',
  cancel: 'Mégse',
  account: 'Fiók',
  finish: 'Kijelentkezés befejezése itt',
  confirmTitle: 'Kijelentkezik minden eszközről?',
  confirmBody: 'Mindegyiken újra be kell majd jelentkeznie, ezen az eszközön is.',
  onlyThisDevice: 'A bejelentkezés módja miatt csak erről az eszközről tud kijelentkezni.',
  completeLocal: 'Kijelentkezett erről az eszközről.',
  completeGlobal: 'Kijelentkezett minden eszközről.',
  completeNobody: 'Már korábban kijelentkezett.',
  partialLocal: 'Itt kijelentkezett, de nem tudtuk megerősíteni, hogy a munkamenete véget ért.',
  partialGlobal: 'Itt kijelentkezett, de lehet, hogy más eszközökön még be van jelentkezve.',
  partialManagedLogin: 'Kijelentkezett, de lehet, hogy a bejelentkezési oldal még emlékszik Önre.',
  failed: 'Ezen az eszközön még be van jelentkezve.',
  failedEndedLocal: 'A munkamenete véget ért, de ez a böngésző nem tudta törölni.',
  failedEndedGlobal:
    'A munkamenetei mindenhol véget értek, de ez a böngésző nem tudta törölni a sajátját.',
  failedUnknown: 'Nem tudjuk megállapítani, hogy kijelentkezett-e.',
  someoneElse: 'Itt most {name} van bejelentkezve. Semmi sem változott.',
  tokensExpireBy: 'A korábban megadott hozzáférések {time}-ig még működhetnek.',
  retryUntil: 'Újra megpróbálhatja {time}-ig.',
  willRetryOnline: 'Újra megpróbáljuk, amint ismét online lesz.',
  identityProvider: 'Közösen használt számítógépen jelentkezzen ki innen is: {provider}.',
  cleanupFailed: 'Az alkalmazás egyes adatai még ezen az eszközön lehetnek.',
  otherDevicesUnknown:
    'Lehet, hogy más eszközökről is kijelentkezett, de az is lehet, hogy nem. A biztonság kedvéért jelentkezzen be újra, majd jelentkezzen ki minden eszközről.',
  prepareFailed: 'Ez az alkalmazás nem tudta előkészíteni a kijelentkezést.',
  reloadPage: 'Az ellenőrzéshez töltse be újra ezt az oldalt.',
  endedOtherTab: 'Kijelentkezett egy másik lapon.',
  endedOtherTabGlobal: 'Egy másik lapon kijelentkezett minden eszközről.',
  endedExpired: 'A munkamenete lejárt.',
  endedRevoked: 'A munkamenetét máshonnan lezárták.',
  endedUnknown: 'A munkamenete itt véget ért.',
  signInAgain: 'Jelentkezzen be újra.',
  tryAgainInThatTab:
    'Lehet, hogy más eszközökön még be van jelentkezve: próbálja meg újra azon a lapon.',
  otherDevicesMaybe:
    'Lehet, hogy más eszközökön még be van jelentkezve. A biztonság kedvéért jelentkezzen be újra, majd jelentkezzen ki minden eszközről.',
  managedLogin:
    'Lehet, hogy a bejelentkezési oldal ezen az eszközön még jelszó nélkül is beenged valakit a fiókjába.',
  'reason.offline': 'Nincs internetkapcsolat.',
  'reason.network': 'Nem tudtuk elérni a bejelentkezési szolgáltatást.',
  'reason.timeout': 'A bejelentkezési szolgáltatás nem válaszolt időben.',
  'reason.throttled': 'A bejelentkezési szolgáltatás jelenleg leterhelt.',
  'reason.service': 'A bejelentkezési szolgáltatásban jelenleg hiba van.',
  'reason.sessionExpired':
    'A munkamenete már korábban lejárt. A biztonság kedvéért jelentkezzen be újra, majd jelentkezzen ki minden eszközről.',
  'reason.sessionRevoked':
    'A munkamenetét máshonnan már korábban lezárták. A biztonság kedvéért jelentkezzen be újra, majd jelentkezzen ki minden eszközről.',
  'reason.userNotReady': 'Előbb teendője van a fiókjával. Jelentkezzen be újra, hogy lássa, mi az.',
  'reason.missingScope':
    'A bejelentkezés módja nem teszi lehetővé a kijelentkezést más eszközökről.',
  'reason.revocationDisabled':
    'Ez az alkalmazás nincs beállítva a munkamenetek idő előtti lezárására.',
  'reason.forbidden': 'A kérést útközben blokkolták.',
  'reason.misconfigured': 'Ebben az alkalmazásban valami nincs jól beállítva.',
  'reason.storage':
    'A munkamenet törléséhez törölje ennek a webhelynek az adatait a böngésző beállításaiban.',
  'reason.cancelled': 'A kijelentkezés leállt, mielőtt befejeződött volna.',
  'reason.notAttempted': 'Ez a lépés most kimaradt.',
  'reason.unknown': 'Nem tudtuk megállapítani, mi történt.',
};
