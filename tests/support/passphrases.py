"""Passphrases hashed quickly, where hashing is not what is tested."""

import argon2

from callcentre.passphrases import Argon2Passphrases

QUICK = Argon2Passphrases(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
