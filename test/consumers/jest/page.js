const { createElement } = require('react');
const {
  AuthProvider,
  SignedIn,
  SignedOut,
  SignOutButton,
  SignOutNotice,
} = require('amplify-signoff');

exports.Page = ({ adapter }) =>
  createElement(
    AuthProvider,
    { adapter },
    createElement(SignOutNotice),
    createElement(SignedIn, null, createElement(SignOutButton, { global: true })),
    createElement(SignedOut, null, 'Welcome'),
  );
