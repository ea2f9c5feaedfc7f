import { connect, createServer, type AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { astmFrames, astmSession } from '#tests/support/analysers/astm-sender.ts';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { enterClinic } from './steps/clinic.ts';
import { register } from './steps/desk.ts';

test.use({ clinic: true });

const records = [
  'H|\\^&|||CHEM|||||||P|LIS2-A2|20240115103000', 'P|1|77', 'O|1|SID-0001', 'R|1|^^^GLU|5.4|mmol/L|3.9^6.1|N||F||||20240115102955',
  'R|2|^^^CRP|48|mg/L|0^5|HH||F||||20240115102955', 'L|1|N',
];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  return port;
}

/** Sends a whole session and waits until every part of it was acknowledged. */
async function analyserSends(port: number, lines: readonly string[]): Promise<void> {
  const wanted = astmFrames(lines).length + 1;
  const socket = connect(port, '127.0.0.1');
  socket.write(astmSession(lines));
  let answers = 0;
  for await (const chunk of socket) {
    answers += (chunk as Buffer).length;
    if (answers >= wanted) break;
  }
  socket.destroy();
  expect(answers).toBe(wanted);
}

/** Sets an analyser up by keyboard, from wherever one is. */
async function setUpAnalyser(page: Page, port: number): Promise<void> {
  await page.keyboard.press('Alt+9');
  await expect(page.getByRole('link', { name: 'Analysers' })).toBeVisible();
  await page.evaluate(() => { location.hash = '#/settings/analysers'; });
  await expect(page.getByText('No analyser yet')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Chemistry');
  for (let tabs = 0; tabs < 3; tabs += 1) await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'Port' })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(String(port));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Waits for the analyser')).toBeVisible();
}

/** From anywhere to what analysers sent. */
async function openInbox(page: Page): Promise<void> {
  await page.keyboard.press('Alt+5');
  await expect(page.getByRole('navigation', { name: 'Laboratory lists' })).toBeVisible();
  await page.keyboard.press('5');
  await expect(page.getByRole('link', { name: /^Analysers/ })).toHaveAttribute('aria-current', 'page');
}

test('results that fit nobody are filed by keyboard, stand in the chart, and are taken back', async ({ desk: { page } }) => {
  await enterClinic(page);
  await register(page, { name: 'Mara Lindqvist' });
  const port = await freePort();
  await setUpAnalyser(page, port);
  expect(await axeFindings(page)).toEqual([]);
  await analyserSends(port, records);
  await expect(page.getByText('1 message', { exact: true })).toBeVisible();

  await openInbox(page);
  const inbox = page.getByRole('list', { name: 'Inbox' });
  await expect(inbox.getByRole('button')).toContainText('SID-0001');
  await expect(inbox).toContainText('not one of this clinic\'s patient numbers');
  await expect(page.getByRole('row', { name: /CRP/ })).toContainText('48 mg/L');
  await expect(page.getByRole('row', { name: /CRP/ })).toContainText('very high');
  expect(await axeFindings(page)).toEqual([]);

  await page.keyboard.press('r');
  await expect(page.getByRole('dialog')).toContainText('O|1|SID-0001');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('f');
  await expect(page.getByRole('combobox', { name: 'Patient', exact: true })).toBeFocused();
  await page.keyboard.type('lindq');
  await expect(page.getByRole('option', { name: /Mara Lindqvist/ })).toHaveAttribute('aria-selected', 'true');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByText('No result waits')).toBeVisible();
  await expect(page.getByText(/2 results filed to .*Mara Lindqvist/)).toBeVisible();

  await page.keyboard.press('u');
  await expect(inbox.getByRole('button')).toContainText('Somebody put it back.');
  await page.keyboard.press('f');
  await expect(page.getByRole('combobox', { name: 'Patient', exact: true })).toBeFocused();
  await page.keyboard.type('lindq');
  await expect(page.getByRole('option', { name: /Mara Lindqvist/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No result waits')).toBeVisible();

  await page.keyboard.press('Alt+3');
  await page.getByRole('option', { name: /Mara Lindqvist/ }).dblclick();
  await expect(page.getByRole('button', { name: /^CRP: 48 mg\/L/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^GLU: 5.4 mmol\/L/ })).toBeVisible();
});

test('a result is dismissed with one key and a digit', async ({ desk: { page } }) => {
  await enterClinic(page);
  const port = await freePort();
  await setUpAnalyser(page, port);
  await analyserSends(port, records);
  await openInbox(page);
  await expect(page.getByRole('list', { name: 'Inbox' }).getByRole('button')).toContainText('SID-0001');
  await page.keyboard.press('d');
  await expect(page.getByRole('dialog')).toContainText('Why are they not wanted?');
  await page.keyboard.press('2');
  await expect(page.getByText('No result waits')).toBeVisible();
  await page.getByText('Dismissed', { exact: true }).click();
  await expect(page.getByRole('list', { name: 'Dismissed' })).toContainText('Measured again');
});
