// The steps of the main path, as a person takes them: found by role and by the words on screen.

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** Reads the device notice. */
export async function readNotice({ page }) {
  await press(page, "I have read this");
}

/** Starts alone under a name. */
export async function startAlone(someone, name) {
  await readNotice(someone);
  await press(someone.page, "Start alone");
  await someone.page.getByLabel("Your name here").fill(name);
  await press(someone.page, "Begin");
  await someone.page.getByRole("navigation").waitFor();
}

/** Goes to a place by its tab. */
export async function go({ page }, place) {
  await page.getByRole("navigation").getByRole("link", { name: place }).click();
}

/** Makes an invitation and returns the link. */
export async function invite(someone) {
  const { page } = someone;
  await go(someone, "Promises");
  await press(page, "Invite your partner");
  await press(page, "Make an invitation");
  return (await page.locator(".link-text").innerText()).trim();
}

/** The four words on screen. */
export async function safetyWords({ page }) {
  await page.getByRole("button", { name: "They are the same" }).waitFor();
  return page.locator(".safe-words li").allInnerTexts();
}

/** Accepts an invitation on a fresh device. */
export async function acceptInvitation(someone, link, name) {
  const { page } = someone;
  await someone.open(new URL(link).hash ? `/${new URL(link).hash}` : "/");
  await readNotice(someone);
  await page.getByLabel("Your name here").fill(name);
  await press(page, "Accept");
}

/** Both say that the words are the same. */
export async function agreeOnWords(one, other) {
  await press(one.page, "They are the same");
  await press(other.page, "They are the same");
  for (const { page } of [one, other]) {
    await page.getByText("You are linked").first().waitFor();
  }
}

/** Links two people, the second on a fresh device. */
export async function link(one, other, names) {
  await startAlone(one, names[0]);
  const invitation = await invite(one);
  await acceptInvitation(other, invitation, names[1]);
  await Promise.all([safetyWords(one), safetyWords(other)]);
  await agreeOnWords(one, other);
}

/** Offers a promise for today. */
export async function offerPromise(someone, cue, deed) {
  const { page } = someone;
  await go(someone, "Promises");
  await page.getByRole("button", { name: "Make a promise" }).first().click();
  await page.getByLabel("When", { exact: true }).fill(cue);
  await page.getByLabel("I will", { exact: true }).fill(deed);
  await page.getByRole("button", { name: /^Offer it/ }).click();
  await page.getByText("It is on the table.").first().waitFor();
}

export { press };
