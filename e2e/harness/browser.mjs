// Chromium, and what no page may do: complain in the console, throw, break the content security policy.
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts the browser. `names` are host names beside those below localhost that lead to this machine, `*.acme.test`. */
export function startBrowser(names = []) {
  const rules = names.map((name) => `MAP ${name} 127.0.0.1`).join(', ');
  const args = rules ? [...FLAGS, `--host-resolver-rules=${rules}`] : FLAGS;
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args });
}

/** A visitor: cookies and a page of their own. `complaints` collects what must not happen. */
export async function visitor(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(10_000);
  if (options.javaScriptEnabled !== false) await context.addInitScript(reportViolations);
  const page = await context.newPage();
  const complaints = [];
  watch(page, complaints);
  return { context, page, complaints, close: () => context.close() };
}

function reportViolations() {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
}

function watch(page, complaints) {
  const refused = new Set();
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.status() >= 400) refused.add(response.url());
    else if (response.status() >= 400) complaints.push(`${response.url()} answered ${response.status()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()} threw: ${error.message}`));
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    // Chromium notes each refused page as a resource that failed to load; refused pages are part of the journey.
    if (message.text().startsWith('Failed to load resource') && refused.has(message.location().url)) return;
    complaints.push(`${page.url()} said: ${message.text()} (${message.location().url})`);
  });
}
