import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { expect, test } from './fixtures.ts';
import { openSettings, signInAs } from './settings-steps.ts';

test.use({ training: true });

interface Paper {
  readonly port: number;
  readonly received: () => Buffer;
  readonly server: Server;
}

/** A printer that keeps what it is sent. */
async function paperPrinter(): Promise<Paper> {
  const chunks: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, received: () => Buffer.concat(chunks), server };
}

test('a network printer is added and prints its test page', async ({ desk }) => {
  const { page } = desk;
  const paper = await paperPrinter();
  await signInAs(page, 'Manager');
  await openSettings(page, 'Printers');
  await page.keyboard.press('Control+Enter');
  await page.getByLabel('Name', { exact: true }).fill('Reception slips');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Needed to find the printer.')).toBeVisible();
  await page.getByLabel('Address').fill('127.0.0.1');
  await page.getByLabel('Port', { exact: true }).fill(String(paper.port));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Test page on Reception slips' }).click();
  await expect(page.getByRole('row', { name: /^Test page/ })).toContainText('Printed', { timeout: 15_000 });
  // ESC @ begins every ESC/POS document.
  expect(paper.received().includes(Buffer.from([0x1b, 0x40]))).toBe(true);
  paper.server.close();
});

test('a job for a printer that is away can be cancelled', async ({ desk }) => {
  const { page } = desk;
  const paper = await paperPrinter();
  paper.server.close();
  await signInAs(page, 'Manager');
  await openSettings(page, 'Printers');
  await page.keyboard.press('Control+Enter');
  await page.getByLabel('Name', { exact: true }).fill('Away');
  await page.getByLabel('Address').fill('127.0.0.1');
  await page.getByLabel('Port', { exact: true }).fill(String(paper.port));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Test page on Away' }).click();
  const job = page.getByRole('row', { name: /^Test page/ });
  await expect(job).toContainText('The printer cannot be reached.');
  await job.getByRole('button', { name: /Cancel/ }).click();
  await expect(job).toContainText('Cancelled');
});
