# frozen_string_literal: true

desc "Take away all that discourse-waypost has brought into the database, before its folder is removed"
task "waypost:remove" => :environment do
  RailsMultisite::ConnectionManagement.each_connection { DiscourseWaypost::Removal.call }
  puts "Nothing of discourse-waypost is left in the database. Now take the plugin away and rebuild."
end
