// Municipalities, neighbourhoods, teams and groups as JSON, and their operations.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer list_municipalities(Call& call);
Answer add_municipality(Call& call);
Answer get_municipality(Call& call);
Answer change_municipality(Call& call);

Answer list_neighbourhoods(Call& call);
Answer add_neighbourhood(Call& call);
Answer get_neighbourhood(Call& call);
Answer change_neighbourhood(Call& call);

Answer list_teams(Call& call);
Answer add_team(Call& call);
Answer get_team(Call& call);
Answer change_team(Call& call);

Answer list_groups(Call& call);
Answer add_group(Call& call);
Answer get_group(Call& call);
Answer change_group(Call& call);

}  // namespace expertise::http
