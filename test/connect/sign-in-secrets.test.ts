import { expect, test } from 'vitest';
import {
  signInSecretOf,
  withoutSignInSecret,
  withSignInSecrets,
} from '../../service/connect/sign-in-secrets.ts';

const others = 'wiki.example|their secret\nshop.example|another one';

test('the secrets of other sites stay as they are', () => {
  const changed = withSignInSecrets(others, 'waypost.example', ['ours']);

  expect(changed).toBe(`${others}\nwaypost.example|ours`);
  expect(withoutSignInSecret(changed, 'waypost.example')).toBe(others);
});

test('a new secret takes the place of the old one', () => {
  const once = withSignInSecrets(others, 'wiki.example', ['new']);

  expect(signInSecretOf(once, 'wiki.example')).toBe('new');
  expect(once.match(/wiki/g)).toHaveLength(1);
});

test('a site that is not named has none', () => {
  expect(signInSecretOf('', 'waypost.example')).toBeNull();
  expect(withoutSignInSecret('', 'waypost.example')).toBe('');
});
