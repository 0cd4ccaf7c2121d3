# SPDX-License-Identifier: Apache-2.0
"""Procedural face images: live faces, printed photos and replays on a screen. No photograph goes in."""
