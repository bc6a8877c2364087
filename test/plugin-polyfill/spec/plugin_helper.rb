# frozen_string_literal: true

# fab!(:bot, :waypost_bot): 3.3 knows the form with one name only.
module LendFabrication
  def fab!(name, fabricator = nil, **options, &block)
    block ||= proc { Fabricate(fabricator || name) }
    super(name, **options, &block)
  end
end

# Core defines its own part of this module after it has read this file.
module Prefabrication
  prepend LendFabrication
end
