-- Who may sign in: the tables of the sign-in library, under its own names, in a schema of their own.
create schema accounts;

create table accounts."user" (
  "id" text primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "role" text not null check ("role" in ('distributor-admin', 'distributor-analyst', 'auditor', 'reseller-admin', 'reseller-user', 'customer-user')),
  "party" text,
  "disabled" boolean not null default false,
  constraint a_portal_has_a_party check (("party" is not null) = ("role" in ('reseller-admin', 'reseller-user', 'customer-user')))
);

create table accounts."session" (
  "id" text primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references accounts."user" on delete cascade
);
create index "session_userId_idx" on accounts."session" ("userId");

create table accounts."account" (
  "id" text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references accounts."user" on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on accounts."account" ("userId");

create table accounts."verification" (
  "id" text primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index "verification_identifier_idx" on accounts."verification" ("identifier");

create table accounts."apikey" (
  "id" text primary key,
  "configId" text not null,
  "name" text,
  "start" text,
  "referenceId" text not null,
  "prefix" text,
  "key" text not null,
  "refillInterval" integer,
  "refillAmount" integer,
  "lastRefillAt" timestamptz,
  "enabled" boolean,
  "rateLimitEnabled" boolean,
  "rateLimitTimeWindow" integer,
  "rateLimitMax" integer,
  "requestCount" integer,
  "remaining" integer,
  "lastRequest" timestamptz,
  "expiresAt" timestamptz,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  "permissions" text,
  "metadata" text -- {"role": …, "party": …}
);
create index "apikey_configId_idx" on accounts."apikey" ("configId");
create index "apikey_referenceId_idx" on accounts."apikey" ("referenceId");
create index "apikey_key_idx" on accounts."apikey" ("key");

-- What the service keeps about itself: the secret that signs cookies, the token of the first run.
create table accounts.service_secrets ( name text primary key, value text not null );
