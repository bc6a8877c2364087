# frozen_string_literal: true

# name: aa-waypost-polyfill
# about: Test only. Lends a Discourse 3.3.0.beta1 what discourse-waypost uses of 2026.1; never shipped
# version: 0.1.0
# authors: Waypost

# Loaded before discourse-waypost: plugins are activated in the order of their names.
require_relative "lib/service/base"
require_relative "lib/service/runner"
require_relative "lib/lend_core"

LendCore.now

after_initialize { LendCore.after_initialize }
