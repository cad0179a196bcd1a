import { errorCatalogue } from '../errors.ts'

export const contractsErrors = errorCatalogue({
  ContractLapsed: {
    status: 410,
    message: '这份合同没有在规定时间内签,已经失效。想干的话,可以看看这个活还有没有名额。',
  },
  ContractChanged: { status: 409, message: '合同内容刚刚有变化(多了班次),请再看一遍新的内容再签。' },
  ContractFileNotReady: { status: 409, message: '合同已经签好,盖章的文件正在生成,请过几分钟再下载。' },
  ContractWithoutFile: { status: 404, message: '这是历史导入的记录,当时没有电子文件,内容可以在页面上直接看。' },
  NotVerifiedToSign: { status: 403, message: '签合同前要先实名认证,用身份证认证一下,一分钟就好。' },
})
