// What the demo pool is made of, as read from the data files that are built into the program:
// places, people, specialists, and the scripts of consultations. Plain values; it makes nothing.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/pool/consultations.h"

namespace expertise {

struct DemoTeam {
  std::string name;
  /// The key of a user.
  std::string contact;
  std::vector<std::string> neighbourhoods;
};

struct DemoGroup {
  std::string name;
  /// External ids of specialists.
  std::vector<std::string> members;
};

struct DemoMunicipality {
  std::string name;
  std::string deputy;
  std::vector<DemoTeam> teams;
  std::vector<DemoGroup> groups;
};

struct DemoUser {
  /// By which scripts name this person; also the first part of the address.
  std::string key;
  std::string name;
  std::string municipality;
  std::vector<Role> roles;
  std::vector<std::string> teams;
  std::string partner_of;
  /// What a reader of the list of accounts wants to know besides the role; may be empty.
  std::string about;
};

struct DemoLeave {
  LocalDay from;
  LocalDay until;
  std::string substitute;
};

struct DemoSpecialist {
  std::string id;
  std::string name;
  std::string title;
  std::string email;
  std::string municipality;
  /// One line of the file that Profiles::import_specialists reads.
  std::string row;
  std::optional<DemoLeave> leave;
  std::optional<LocalDay> paused_since;
  std::vector<Whereabouts> whereabouts;
};

/// One thing that somebody does with a consultation.
struct DemoStep {
  /// How long after the step before; see moment_after.
  std::string after;
  std::string act;
  /// `asker`, the key of a coordinator, or the external id of a specialist; empty = whoever is to
  /// act.
  std::string who;
  std::vector<std::string> whom;
  std::string text;
  /// The reason of a decline, or the verdict of a review.
  std::string code;
  Advice advice;
  Closure closure;
  ClosingTexts closing;
  FollowUp follow_up;
};

struct DemoConsultation {
  std::string id;
  /// Left out of a pool in which the story is still to be told: this is that story, told.
  bool is_the_story = false;
  Origin origin = Origin::question;
  std::string by;
  std::string neighbourhood;
  /// See moment_before.
  std::string asked;
  Urgency urgency = Urgency::within_2_working_days;
  Way way = Way::written;
  ResidentKnowledge resident = ResidentKnowledge::no_identifying_data;
  /// External ids, or `best`.
  std::vector<std::string> invite;
  std::string group;
  bool pass_on = true;
  std::vector<std::string> excluded_organisations;
  std::string question;
  /// Codes that the asker put right in what was understood.
  std::vector<std::string> added_topics;
  /// Of a phone consult.
  std::string advice;
  std::vector<std::string> topics;
  std::optional<Closure> closure;
  std::vector<DemoStep> steps;
};

struct DemoData {
  std::string region;
  std::vector<DemoMunicipality> municipalities;
  std::vector<DemoUser> users;
  std::vector<DemoSpecialist> specialists;
  std::set<std::string> specialists_with_password;
  std::vector<DemoConsultation> consultations;
};

/// Whether the story of the demo lies in the past of the pool, or is still to be told in it.
enum class Story { told, to_be_told };

/// Reads the built-in files, their dates counted from `today`. Throws std::runtime_error naming the
/// file, and the entry, when one is not as it should be: that is a fault of this program.
DemoData read_demo_data(LocalDay today, Story story = Story::told);

}  // namespace expertise
