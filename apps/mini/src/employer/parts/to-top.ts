/** What is wrong stands at the top of a form: whoever tapped its last button is brought there. */
export function toTop(): void {
  void uni.pageScrollTo({ scrollTop: 0, duration: 0 })
}
