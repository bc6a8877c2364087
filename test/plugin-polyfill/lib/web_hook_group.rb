# frozen_string_literal: true

# The group that 2026.1 keeps for plugins. The column is an integer, so the number itself can be kept and read.
module LendWebHookGroup
  def groups
    super.merge("custom" => 16)
  end

  def seed(*args, &block)
    know_group
    super
  end

  # What the page of a webhook lists.
  def active_grouped
    know_group
    super
  end

  private

  def know_group
    record_type = attribute_types["group"]
    mapping = record_type.instance_variable_get(:@mapping)
    return if mapping.nil? || mapping.key?("custom")

    record_type.instance_variable_set(:@mapping, mapping.merge("custom" => 16).freeze)
  end
end
