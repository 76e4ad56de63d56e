-- paths.lua - for wrk: the paths of the file PATHS one after the other, as whoever has the token in AUTH (empty: nobody).
local paths, at, threads = {}, 0, {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local headers = {}
if os.getenv("AUTH") ~= "" then headers["Authorization"] = "Bearer " .. os.getenv("AUTH")
else headers["Cookie"] = "drawn=anew" end -- for whoever has a cookie no page is kept

function request()
    at = at % #paths + 1
    return wrk.format("GET", paths[at], headers)
end
