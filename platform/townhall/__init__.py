"""Townhall: a configurator's YAML becomes a running town office.

The compiler turns what a configurator wrote into a release; the engine interprets a release; the office lets
people act; the wall touches the world. Imports only go down this plan:

    cli           what can be asked on the command line
    wsgi          how a web server gets the application
    bootstrap     the fuse box: the only room that knows all the others
    ── the wall: touches the world
    web           counter, desk and public pages over HTTP
    rehearsal     plays scenarios on the real office, with an archive in memory
    storage       tables, archive, migrations
    adapters      clock, files, QR codes, courier, plugin loader
    ── the office: acts, one file per verb
    office        submitting, deciding, disclosing, publishing …
    ports         what the office needs from outside, and the plugin sockets
    ── reasoning: pure
    compiler      reading, checking, overlaying, linking, building: from YAML to a release
    engine        forms, chains, posts, registers, pages: from a release to an answer
    ── nouns: pure
    record        what happened
    spec          what was promised
    ── the cellar: pure
    kernel        problems, marks, expressions, money, workdays
    settings      what the environment may set
"""
