# SPDX-License-Identifier: Apache-2.0
"""Makes small, complete builds as ST Edge AI Core leaves them, of a network of our own."""
