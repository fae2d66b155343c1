/** Names and signs in turn, as chat programs have made people know them. */
const LIST = `
smile 😄 grinning 😀 grin 😁 joy 😂 rofl 🤣 laughing 😆 sweat_smile 😅 blush 😊 slightly_smiling_face 🙂 upside_down_face 🙃
wink 😉 innocent 😇 heart_eyes 😍 star_struck 🤩 kissing_heart 😘 yum 😋 stuck_out_tongue 😛 zany_face 🤪 hugs 🤗 thinking 🤔
shushing_face 🤫 raised_eyebrow 🤨 neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏 unamused 😒 roll_eyes 🙄 grimacing 😬
relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷 sick 🤢 sneezing_face 🤧 hot_face 🥵 cold_face 🥶 dizzy_face 😵 exploding_head 🤯
cowboy 🤠 partying_face 🥳 sunglasses 😎 nerd_face 🤓 monocle_face 🧐 confused 😕 worried 😟 open_mouth 😮 hushed 😯 astonished 😲
flushed 😳 pleading_face 🥺 fearful 😨 cold_sweat 😰 cry 😢 sob 😭 scream 😱 disappointed 😞 sweat 😓 weary 😩 tired_face 😫
yawning_face 🥱 triumph 😤 rage 😡 angry 😠 skull 💀 poop 💩 clown_face 🤡 ghost 👻 alien 👽 robot 🤖 cat 🐱 dog 🐶 mouse 🐭 fox 🦊
bear 🐻 panda 🐼 tiger 🐯 lion 🦁 cow 🐮 pig 🐷 frog 🐸 monkey 🐵 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊 chicken 🐔 penguin 🐧
bird 🐦 owl 🦉 unicorn 🦄 bee 🐝 bug 🐛 butterfly 🦋 snail 🐌 turtle 🐢 snake 🐍 octopus 🐙 whale 🐳 dolphin 🐬 fish 🐟 elephant 🐘
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 broken_heart 💔 sparkling_heart 💖
100 💯 boom 💥 dizzy 💫 zzz 💤 wave 👋 raised_hand ✋ ok_hand 👌 v ✌️ crossed_fingers 🤞 metal 🤘 point_left 👈 point_right 👉
point_up 👆 point_down 👇 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 fist ✊ clap 👏 raised_hands 🙌 open_hands 👐 handshake 🤝 pray 🙏
writing_hand ✍️ muscle 💪 brain 🧠 eyes 👀 eye 👁️ ear 👂 baby 👶 shrug 🤷 facepalm 🤦 bow 🙇 running 🏃 dancer 💃 family 👪
sun ☀️ sunny ☀️ cloud ☁️ umbrella ☔ snowflake ❄️ snowman ⛄ zap ⚡ fire 🔥 droplet 💧 ocean 🌊 rainbow 🌈 star ⭐ star2 🌟 sparkles ✨
moon 🌙 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 seedling 🌱 herb 🌿 four_leaf_clover 🍀 cactus 🌵 palm_tree 🌴 tree 🌳 tulip 🌷
rose 🌹 sunflower 🌻 cherry_blossom 🌸 mushroom 🍄 apple 🍎 banana 🍌 lemon 🍋 grapes 🍇 strawberry 🍓 peach 🍑 avocado 🥑 carrot 🥕
bread 🍞 cheese 🧀 pizza 🍕 hamburger 🍔 fries 🍟 taco 🌮 sushi 🍣 rice 🍚 egg 🥚 salad 🥗 cookie 🍪 cake 🍰 birthday 🎂 chocolate 🍫
doughnut 🍩 ice_cream 🍨 coffee ☕ tea 🍵 beer 🍺 beers 🍻 wine 🍷 cocktail 🍸 champagne 🍾 house 🏠 office 🏢 school 🏫 hospital 🏥
factory 🏭 car 🚗 taxi 🚕 bus 🚌 train 🚆 bike 🚲 airplane ✈️ rocket 🚀 ship 🚢 sailboat ⛵ anchor ⚓ mountain ⛰️ camping 🏕️ beach 🏖️
tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 soccer ⚽ basketball 🏀 dart 🎯 game_die 🎲 video_game 🎮 art 🎨
musical_note 🎵 notes 🎶 guitar 🎸 microphone 🎤 headphones 🎧 movie_camera 🎥 camera 📷 tv 📺 computer 💻 keyboard ⌨️ phone 📱
telephone ☎️ battery 🔋 bulb 💡 flashlight 🔦 book 📖 books 📚 notebook 📓 memo 📝 pencil ✏️ pencil2 ✏️ pen 🖊️ paperclip 📎 pushpin 📌
scissors ✂️ folder 📁 open_file_folder 📂 calendar 📅 date 📅 chart 📈 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉
bar_chart 📊 clipboard 📋 inbox_tray 📥 outbox_tray 📤 package 📦 mailbox 📫 email 📧 envelope ✉️ newspaper 📰 bookmark 🔖 label 🏷️
money 💰 moneybag 💰 dollar 💵 credit_card 💳 receipt 🧾 gem 💎 hammer 🔨 wrench 🔧 gear ⚙️ link 🔗 magnet 🧲 microscope 🔬 telescope 🔭
test_tube 🧪 dna 🧬 pill 💊 syringe 💉 key 🔑 lock 🔒 unlock 🔓 shield 🛡️ bell 🔔 no_bell 🔕 mag 🔍 hourglass ⌛ watch ⌚ alarm_clock ⏰
stopwatch ⏱️ bomb 💣 construction 🚧 rotating_light 🚨 warning ⚠️ no_entry ⛔ no_entry_sign 🚫 stop_sign 🛑 white_check_mark ✅ check ✔️
heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ question ❓ grey_question ❔ exclamation ❗ bangbang ‼️
interrobang ⁉️ information_source ℹ️ recycle ♻️ infinity ♾️ tm ™️ copyright ©️ registered ®️ arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️
arrow_right ➡️ arrows_counterclockwise 🔄 heavy_plus_sign ➕ heavy_minus_sign ➖ heavy_multiplication_x ✖️ red_circle 🔴 orange_circle 🟠
yellow_circle 🟡 green_circle 🟢 blue_circle 🔵 purple_circle 🟣 white_circle ⚪ black_circle ⚫ red_square 🟥 green_square 🟩 blue_square 🟦
checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️ rainbow_flag 🏳️‍🌈 speech_balloon 💬 thought_balloon 💭 mega 📣 loudspeaker 📢
crystal_ball 🔮 magic_wand 🪄 crown 👑 tophat 🎩 graduation_cap 🎓 briefcase 💼 eyeglasses 👓 world_map 🗺️ compass 🧭 globe 🌐
`

const words = LIST.trim().split(/\s+/u)

/** The sign of each name. */
export const EMOJI: ReadonlyMap<string, string> = new Map(
  words.flatMap((name, index) => (index % 2 === 0 ? [[name, words[index + 1] ?? ''] as const] : [])),
)
