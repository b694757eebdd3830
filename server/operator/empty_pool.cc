#include "server/operator/empty_pool.h"

#include <array>
#include <filesystem>
#include <sstream>

#include "server/operator/command.h"
#include "server/operator/private_files.h"

namespace expertise {

namespace {

// A new password of 20 letters and digits.
std::string new_password(Env& env) {
  static constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
  std::array<std::uint8_t, 20> random{};
  env.random(random);
  std::string password;
  for (std::uint8_t byte : random) password += letters[byte % letters.size()];
  return password;
}

}  // namespace

// Made beside and put in place when it is whole, so that there is never a pool without anybody in
// it.
int make_empty_pool(const DataDirectory& directory, const std::optional<std::string>& municipality,
                    Env& env, std::ostream& out, std::ostream& err) {
  if (std::filesystem::exists(directory.database())) {
    err << "there is a pool in " << directory.root.string() << " already\n";
    return 1;
  }
  const DataDirectory beside{unfinished_beside(directory.root)};
  const auto ownership = Ownership::take(beside);
  if (!ownership) {
    err << "another process holds " << beside.root.string() << "\n";
    return 1;
  }
  empty_folder(beside.root, beside.lock());  // left by one that was broken off
  std::string password = new_password(env);
  {
    Product product(beside, env);
    if (municipality) {
      Municipality made;
      made.name = *municipality;
      product.people.put(Actor::machine_operator(), made);
    }
    Command command{"user add",
                    {{"email", "beheer@example.nl"},
                     {"name", "Beheer"},
                     {"role", "administrator"},
                     {"password-stdin", ""}}};
    std::istringstream input(password);
    std::ostringstream id;
    int status = carry_out(product, command, {input, id, err});
    if (status != 0) return status;
    product.people.require_second_factor(Actor::machine_operator(), true);
  }
  // Over an empty directory, or where there is none.
  std::filesystem::rename(beside.root, directory.root);
  out << "administrator: beheer@example.nl  password: " << password << "  (shown this once)\n"
      << "Everybody signs on with a password and a code of an app; change that with:\n"
      << "  expertisepoold second-factor --required no --data " << directory.root.string() << "\n";
  return 0;
}

}  // namespace expertise
