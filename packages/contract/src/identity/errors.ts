import { errorCatalogue } from '../errors.ts'

export const identityErrors = errorCatalogue({
  CodeWrong: { status: 422, message: '验证码不对,请看看最新一条短信,再输一次。' },
  CodeExpired: { status: 422, message: '验证码过期了,请点“重新发送”再收一条。' },
  CodeTooSoon: { status: 429, message: '短信刚刚发出,请等{seconds}秒再重发。' },
  CodesUsedUp: { status: 429, message: '这个手机号今天收的验证码太多了,请明天再试,或到附近的零工驿站请工作人员帮忙。' },
  PhoneMissing: { status: 422, message: '还没有登记手机号,收不到验证码。请带身份证到附近的零工驿站办理。' },
  UnderWorkingAge: { status: 422, message: '未满{age}周岁不能登记找活(劳动法第十五条)。' },
  NameAndNumberDiffer: { status: 422, message: '姓名和身份证号码对不上,请照着身份证再核对一遍。' },
  PersonAlreadyRegistered: {
    status: 409,
    message: '这个身份证号码已经登记过。换了手机号的,请带身份证到附近的零工驿站更换。',
  },
  ConsentTextOld: { status: 409, message: '个人信息说明有更新,请刷新后看过新的说明再同意。' },
  PersonNotVerified: { status: 403, message: '请先完成实名认证,再办这一步。' },
  StaffSignInFailed: { status: 401, message: '账号、密码或动态码不对。请核对后再试;动态码用过一次要等下一个。' },
  StaffLocked: { status: 429, message: '输错次数太多,账号先锁{minutes}分钟。急用请联系管理员。' },
  PersonNotFound: { status: 404, message: '没有找到这个人。请核对身份证号码,或手机号和姓名;没登记过的可以当场登记。' },
  EmployerAlreadyRegistered: {
    status: 409,
    message: '这家单位已经登记过。请让单位的负责人在“成员”里添加您,或到零工驿站办理。',
  },
  EmployerDataDiffer: { status: 422, message: '单位名称、信用代码和法定代表人对不上,请照着营业执照再核对一遍。' },
  EmployerSuspended: { status: 409, message: '这家单位已被暂停,请联系县(市、区)人社部门。' },
  LastOwner: { status: 409, message: '单位至少要留一位负责人。请先添加另一位负责人,再移除这一位。' },
})
