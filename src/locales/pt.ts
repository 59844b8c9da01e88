import type { SignOutMessages } from './SignOutMessages';

export const pt: SignOutMessages = {
  language: 'pt',
  signOut: 'Sair',
  signOutGlobally: 'Sair de todos os dispositivos',
  signingOut: 'Saindo…',
  tryAgain: 'Tentar novamente',
  tryingAgain: 'Tentando novamente…',
  dismiss: 'Fechar',
  cancel: 'Cancelar',
  account: 'Conta',
  finish: 'Concluir a saída aqui',
  confirmTitle: 'Sair de todos os dispositivos?',
  confirmBody: 'Você precisará entrar novamente em cada um deles, inclusive neste.',
  onlyThisDevice: 'A forma como você entrou só permite sair deste dispositivo.',
  completeLocal: 'Você saiu da conta neste dispositivo.',
  completeGlobal: 'Você saiu da conta em todos os dispositivos.',
  completeNobody: 'Você já havia saído da conta.',
  partialLocal:
    'Você saiu da conta aqui, mas não conseguimos confirmar que sua sessão foi encerrada.',
  partialGlobal: 'Você saiu da conta aqui, mas ela ainda pode estar aberta em outros dispositivos.',
  partialManagedLogin: 'Você saiu da conta, mas a página de login ainda pode se lembrar de você.',
  failed: 'Sua conta ainda está aberta neste dispositivo.',
  failedEndedLocal: 'Sua sessão foi encerrada, mas este navegador não conseguiu apagá-la.',
  failedEndedGlobal:
    'Suas sessões foram encerradas em todos os lugares, mas este navegador não conseguiu apagar a dele.',
  failedUnknown: 'Não conseguimos saber se você saiu da conta.',
  someoneElse: 'A conta aberta aqui agora é de {name}. Nada foi alterado.',
  tokensExpireBy: 'Os acessos já concedidos ainda podem funcionar até {time}.',
  retryUntil: 'Você pode tentar novamente até {time}.',
  willRetryOnline: 'Tentaremos novamente quando você voltar a ficar online.',
  identityProvider: 'Em um computador compartilhado, saia também da sua conta {provider}.',
  cleanupFailed: 'Alguns dados deste app ainda podem estar neste dispositivo.',
  otherDevicesUnknown:
    'Você pode ou não ter saído da conta em outros dispositivos. Para ter certeza, entre novamente e saia de todos os dispositivos.',
  prepareFailed: 'Este app não conseguiu se preparar para sair da sua conta.',
  reloadPage: 'Recarregue esta página para verificar.',
  endedOtherTab: 'Você saiu da conta em outra aba.',
  endedOtherTabGlobal: 'Em outra aba, você saiu da conta em todos os dispositivos.',
  endedExpired: 'Sua sessão expirou.',
  endedRevoked: 'Sua sessão foi encerrada em outro lugar.',
  endedUnknown: 'Sua sessão foi encerrada aqui.',
  signInAgain: 'Entre novamente.',
  tryAgainInThatTab:
    'Sua conta ainda pode estar aberta em outros dispositivos: tente novamente naquela aba.',
  otherDevicesMaybe:
    'Sua conta ainda pode estar aberta em outros dispositivos. Para ter certeza, entre novamente e saia de todos os dispositivos.',
  managedLogin:
    'A página de login ainda pode deixar alguém entrar na sua conta neste dispositivo sem senha.',
  'reason.offline': 'Você está offline.',
  'reason.network': 'Não conseguimos acessar o serviço de login.',
  'reason.timeout': 'O serviço de login não respondeu a tempo.',
  'reason.throttled': 'O serviço de login está ocupado no momento.',
  'reason.service': 'O serviço de login está com um problema no momento.',
  'reason.sessionExpired':
    'Sua sessão já tinha expirado. Para ter certeza, entre novamente e saia de todos os dispositivos.',
  'reason.sessionRevoked':
    'Sua sessão já tinha sido encerrada em outro lugar. Para ter certeza, entre novamente e saia de todos os dispositivos.',
  'reason.userNotReady':
    'Sua conta precisa de atenção primeiro. Entre novamente para ver do que ela precisa.',
  'reason.missingScope': 'A forma como você entrou não permite sair de outros dispositivos.',
  'reason.revocationDisabled':
    'Este app não está configurado para encerrar sessões antes do prazo.',
  'reason.forbidden': 'A solicitação foi bloqueada no caminho.',
  'reason.misconfigured': 'Algo neste app não está configurado corretamente.',
  'reason.storage':
    'Para apagar sua sessão, limpe os dados deste site nas configurações do navegador.',
  'reason.cancelled': 'A saída foi interrompida antes de terminar.',
  'reason.notAttempted': 'Essa etapa foi pulada desta vez.',
  'reason.unknown': 'Não conseguimos saber o que aconteceu.',
};
