import { errorCatalogue } from '../errors.ts'

export const postingsErrors = errorCatalogue({
  PostingIncomplete: { status: 422, message: '还有几项要补齐或改一下,改好后再提交,已填的都已保存。' },
  PostingNotEditable: { status: 409, message: '这条需求已经提交或结束,不能再改。要改请先撤回,或复制一份重新发。' },
  PostingNotOpen: { status: 409, message: '这条需求现在不在招人。可以复制一份重新发。' },
  PostingNotOffered: { status: 404, message: '这个活已经撤下或招满了,看看附近别的活吧。' },
  EmployerNotVerified: { status: 409, message: '用工主体还没有通过实名认证,认证通过后才能发布。' },
  EmployerSuspended: { status: 409, message: '用工主体已被暂停发布,请联系所在县(市、区)人社部门了解原因和申诉办法。' },
  EmployerInArrears: { status: 409, message: '还有工资没有付清,付清后就能继续发布。请到“结算”里查看欠付的工资。' },
  EmployerStandingTooLow: {
    status: 409,
    message:
      '临时取消扣分太多,现在不能发布新需求。到“单位的诚信”里看得到每一笔:记错了可以提出来核实,过了写着的日子就不再算。',
  },
  ReviewOwnedByOther: { status: 409, message: '这件已由其他同事先接手,请与同事办理交接后再处理。' },
  ReviewClosed: { status: 409, message: '这件已经办结,请刷新列表。' },
})
