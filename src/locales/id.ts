import type { SignOutMessages } from './SignOutMessages';

export const id: SignOutMessages = {
  language: 'id',
  signOut: 'Keluar',
  signOutGlobally: 'Keluar dari semua perangkat',
  signingOut: 'Sedang keluar…',
  tryAgain: 'Coba lagi',
  tryingAgain: 'Mencoba lagi…',
  dismiss: 'Tutup',
  cancel: 'Batal',
  account: 'Akun',
  finish: 'Selesaikan keluar di sini',
  confirmTitle: 'Keluar dari semua perangkat?',
  confirmBody: 'Anda perlu masuk lagi di setiap perangkat, termasuk perangkat ini.',
  onlyThisDevice: 'Cara masuk yang Anda gunakan hanya memungkinkan Anda keluar dari perangkat ini.',
  completeLocal: 'Anda sudah keluar dari perangkat ini.',
  completeGlobal: 'Anda sudah keluar dari semua perangkat.',
  completeNobody: 'Anda memang sudah keluar sebelumnya.',
  partialLocal:
    'Anda sudah keluar di sini, tetapi kami tidak dapat memastikan bahwa sesi Anda telah berakhir.',
  partialGlobal: 'Anda sudah keluar di sini, tetapi Anda mungkin masih masuk di perangkat lain.',
  partialManagedLogin: 'Anda sudah keluar, tetapi halaman masuk mungkin masih mengingat Anda.',
  failed: 'Anda masih masuk di perangkat ini.',
  failedEndedLocal: 'Sesi Anda telah berakhir, tetapi browser ini tidak dapat menghapusnya.',
  failedEndedGlobal:
    'Sesi Anda telah berakhir di semua perangkat, tetapi browser ini tidak dapat menghapus sesinya.',
  failedUnknown: 'Kami tidak dapat memastikan apakah Anda sudah keluar.',
  someoneElse: 'Sekarang {name} yang masuk di sini. Tidak ada yang diubah.',
  tokensExpireBy: 'Akses yang diberikan sebelumnya mungkin masih berlaku hingga {time}.',
  retryUntil: 'Anda dapat mencoba lagi hingga {time}.',
  willRetryOnline: 'Kami akan mencoba lagi saat Anda kembali online.',
  identityProvider: 'Di komputer bersama, keluarlah juga dari {provider}.',
  cleanupFailed: 'Sebagian data aplikasi ini mungkin masih ada di perangkat ini.',
  otherDevicesUnknown:
    'Anda mungkin sudah keluar dari perangkat lain, mungkin juga belum. Untuk memastikan, masuklah lagi lalu keluar dari semua perangkat.',
  prepareFailed: 'Aplikasi ini tidak berhasil menyiapkan proses keluar Anda.',
  reloadPage: 'Muat ulang halaman ini untuk melihatnya.',
  managedLogin:
    'Halaman masuk mungkin masih memungkinkan seseorang masuk lagi ke akun Anda di perangkat ini tanpa kata sandi.',
  'reason.offline': 'Anda sedang offline.',
  'reason.network': 'Kami tidak dapat menghubungi layanan masuk.',
  'reason.timeout': 'Layanan masuk tidak merespons tepat waktu.',
  'reason.throttled': 'Layanan masuk sedang sibuk.',
  'reason.service': 'Layanan masuk sedang mengalami masalah.',
  'reason.sessionExpired':
    'Sesi Anda sudah kedaluwarsa sebelumnya. Untuk memastikan, masuklah lagi lalu keluar dari semua perangkat.',
  'reason.sessionRevoked':
    'Sesi Anda sudah diakhiri dari tempat lain sebelumnya. Untuk memastikan, masuklah lagi lalu keluar dari semua perangkat.',
  'reason.userNotReady':
    'Ada yang perlu diselesaikan dulu pada akun Anda. Masuklah lagi untuk melihatnya.',
  'reason.missingScope':
    'Cara masuk yang Anda gunakan tidak memungkinkan keluar dari perangkat lain.',
  'reason.revocationDisabled': 'Aplikasi ini tidak diatur untuk mengakhiri sesi lebih awal.',
  'reason.forbidden': 'Permintaan diblokir di tengah jalan.',
  'reason.misconfigured': 'Ada yang tidak diatur dengan benar di aplikasi ini.',
  'reason.storage': 'Untuk menghapus sesi Anda, hapus data situs ini di setelan browser.',
  'reason.cancelled': 'Proses keluar dihentikan sebelum selesai.',
  'reason.notAttempted': 'Langkah itu dilewati kali ini.',
  'reason.unknown': 'Kami tidak dapat mengetahui apa yang terjadi.',
};
