import { expect, it } from 'vitest';
import { cloudNamed } from './cloud-name.ts';

it('knows the three clouds by the names they give themselves', () => {
  expect(
    [
      'AWS',
      'Amazon Web Services',
      'amazon',
      'Microsoft',
      'Microsoft Azure',
      'Azure',
      'Google',
      'Google Cloud',
      'GCP',
    ].map(cloudNamed),
  ).toEqual(['AWS', 'AWS', 'AWS', 'Azure', 'Azure', 'Azure', 'Google Cloud', 'Google Cloud', 'Google Cloud']);
});

it('leaves every other provider its own name', () => {
  expect([' Oracle ', 'Datadog', 'Awstats'].map(cloudNamed)).toEqual(['Oracle', 'Datadog', 'Awstats']);
});
